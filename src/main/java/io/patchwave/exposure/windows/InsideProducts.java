package io.patchwave.exposure.windows;

import io.patchwave.inventory.WindowsSoftware;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** W6: which products inside Windows a machine is presumed to have, unless its inventory says otherwise. */
final class InsideProducts {
    private static final int FLASH_REMOVAL = 4577586;
    private static final Pattern FIRST_NUMBER = Pattern.compile("\\D*(\\d{1,3})(?:\\D.*)?", Pattern.DOTALL);

    private InsideProducts() {}

    static boolean isPresent(ProductIndex product, Machine machine) {
        if (product.isInternetExplorer()) {
            return product.component().equals("internet explorer " + internetExplorer(machine));
        }
        if (product.isEdgeHtml()) {
            return machine.isTen() && !machine.product.server() && !isLongTerm(machine.software);
        }
        if (product.isFlash()) {
            return !machine.product.server()
                    && machine.product.release().build() >= 9200
                    && !machine.lists(FLASH_REMOVAL);
        }
        return product.isDotnet() && hasDotnet(product.component(), machine);
    }

    /** The version of Internet Explorer, 0 for none or not known. */
    private static int internetExplorer(Machine machine) {
        WindowsSoftware.Components components = machine.software.components();
        if (components != null && components.ie() != null) {
            Matcher version = FIRST_NUMBER.matcher(components.ie());
            return version.matches() ? Integer.parseInt(version.group(1)) : 0;
        }
        int build = machine.product.release().build();
        if (build >= 9200) {
            return machine.product.core() ? 0 : build == 9200 ? 10 : 11;
        }
        return machine.lists(2841134) ? 11 : machine.lists(2718695) ? 10 : machine.lists(982861) ? 9 : 0;
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

    private static boolean hasDotnet(String component, Machine machine) {
        List<String> installed = inventoried(machine.software.components());
        String inbox = machine.product.release().dotnet();
        if (installed.isEmpty() && !inbox.isEmpty()) {
            installed = List.of(inbox);
        }
        List<String> named = Arrays.stream(component.split("[^0-9.]+"))
                .filter(word -> word.matches("\\d.*"))
                .toList();
        List<String> fours = named.stream().filter(v -> v.startsWith("4")).toList();
        List<String> have = installed;
        return (fours.isEmpty() ? named : fours).stream().anyMatch(have::contains);
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
