package io.patchwave.exposure.windows;

import io.patchwave.inventory.WindowsSoftware;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * W6: which products inside Windows a machine is presumed to have, unless its inventory says otherwise.
 *
 * @param internetExplorer its version, {@code ""} for none or not known
 * @param edge whether it has Edge of the EdgeHTML kind
 * @param dotnet versions of .NET Framework
 */
record InsideProducts(String internetExplorer, boolean edge, boolean flash, List<String> dotnet) {
    private static final int FLASH_REMOVAL = 4577586;
    private static final int FIRST_WITH_FLASH = 9200;
    private static final Pattern FIRST_NUMBER = Pattern.compile("\\D*(\\d{1,3})(?:\\D.*)?", Pattern.DOTALL);

    static InsideProducts of(Machine machine) {
        boolean client = !machine.product.server();
        return new InsideProducts(
                internetExplorer(machine),
                client && machine.isTen() && !isLongTerm(machine.software),
                client && machine.product.release().build() >= FIRST_WITH_FLASH && !machine.lists(FLASH_REMOVAL),
                dotnet(machine));
    }

    boolean has(Component component) {
        return switch (component.kind()) {
            case INTERNET_EXPLORER -> component.versions().contains(internetExplorer);
            case EDGE_HTML -> edge;
            case FLASH -> flash;
            case DOTNET -> !Collections.disjoint(component.versions(), dotnet);
            case NONE, OTHER -> false;
        };
    }

    private static String internetExplorer(Machine machine) {
        WindowsSoftware.Components components = machine.software.components();
        if (components != null && components.ie() != null) {
            Matcher version = FIRST_NUMBER.matcher(components.ie());
            return version.matches() ? String.valueOf(Integer.parseInt(version.group(1))) : "";
        }
        int build = machine.product.release().build();
        if (build >= 9200) {
            return machine.product.core() ? "" : build == 9200 ? "10" : "11";
        }
        return machine.lists(2841134) ? "11" : machine.lists(2718695) ? "10" : machine.lists(982861) ? "9" : "";
    }

    private static boolean isLongTerm(WindowsSoftware software) {
        String caption = software.caption().toUpperCase(Locale.ROOT);
        String edition = software.editionId() == null ? "" : software.editionId();
        return caption.contains("LTSC")
                || caption.contains("LTSB")
                || edition.endsWith("EnterpriseS")
                || edition.endsWith("EnterpriseSN")
                || edition.endsWith("EnterpriseSEval");
    }

    private static List<String> dotnet(Machine machine) {
        List<String> installed = inventoried(machine.software.components());
        return installed.isEmpty() ? machine.product.release().inboxDotnet() : installed;
    }

    /** {@code v4.8}, {@code 4.8.1}, {@code 4.8.04084} as CVRF writes them. */
    private static List<String> inventoried(WindowsSoftware.@Nullable Components components) {
        return components == null
                ? List.of()
                : components.dotnet().stream()
                        .map(v -> v.toLowerCase(Locale.ROOT).replaceFirst("^v", ""))
                        .map(v -> v.replaceFirst("^(\\d+\\.\\d+(?:\\.\\d)?)(?:\\.\\d.*)?$", "$1"))
                        .toList();
    }
}
