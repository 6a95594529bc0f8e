package io.patchwave.inventory;

import io.patchwave.inventory.Facts.Account;
import io.patchwave.inventory.Facts.Antivirus;
import io.patchwave.inventory.Facts.Backup;
import io.patchwave.inventory.Facts.PasswordPolicy;
import io.patchwave.inventory.Facts.Ports;
import io.patchwave.inventory.Facts.UpdateSource;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads a facts document into canonical form. */
final class FactsReader {
    private static final Set<String> SMB1 = Set.of("on", "off", "absent");
    private static final Set<String> PEERS = Set.of("none", "few", "many");
    private static final Set<String> SOURCES = Set.of("wsus", "windows-update", "repositories", "none");

    private FactsReader() {}

    static Facts read(DocumentNode root) {
        return new Facts(
                word(root.get("smb1"), SMB1),
                optional(root.get("ports"), FactsReader::ports),
                optional(root.get("outboundPeers"), peers -> map(peers, peer -> word(peer, PEERS))),
                list(root.get("antivirus"), FactsReader::antivirus, Comparator.comparing(Antivirus::product)),
                optional(
                        root.get("backup"),
                        backup -> new Backup(time(backup.get("snapshotAt")), time(backup.get("backupAt")))),
                optional(
                        root.get("passwordPolicy"),
                        policy -> new PasswordPolicy(
                                policy.get("minLength").integer(),
                                policy.get("complexity").flag(),
                                policy.get("maxAgeDays").integer())),
                list(root.get("accounts"), FactsReader::account, Comparator.comparing(Account::name)),
                root.get("locks").textsOrNull(),
                optional(root.get("updateSource"), FactsReader::updateSource),
                root.get("reportedMissing").textsOrNull(),
                optional(root.get("freeBytes"), volumes -> map(volumes, DocumentNode::wholeNumber)));
    }

    private static Ports ports(DocumentNode ports) {
        return new Ports(
                numbers(ports.get("listening")), numbers(ports.get("blockedIn")), numbers(ports.get("blockedOut")));
    }

    private static Antivirus antivirus(DocumentNode product) {
        return new Antivirus(
                product.get("product").requiredText(),
                product.get("version").text(),
                time(product.get("signatureDate")),
                product.get("enabled").flag());
    }

    private static Account account(DocumentNode account) {
        return new Account(
                account.get("name").requiredText(),
                account.get("enabled").flag(),
                account.get("admin").flag(),
                time(account.get("passwordChangedAt")));
    }

    private static UpdateSource updateSource(DocumentNode source) {
        source.get("kind").requiredText();
        String kind = word(source.get("kind"), SOURCES);
        return new UpdateSource(
                kind == null ? "none" : kind,
                source.get("server").text(),
                source.get("auOptions").integer());
    }

    private static @Nullable String word(DocumentNode node, Set<String> words) {
        String text = node.text();
        if (text != null && !words.contains(text)) {
            throw node.refused("must be one of " + words.stream().sorted().toList() + ", was " + text);
        }
        return text;
    }

    /** {@code 2017-05-12T08:00:00Z}, or a day alone: its first instant in UTC. */
    private static @Nullable Instant time(DocumentNode node) {
        String text = node.text();
        if (text == null) {
            return null;
        }
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw node.refused("must be an RFC 3339 time, was " + text);
        }
    }

    private static @Nullable List<Integer> numbers(DocumentNode list) {
        if (list.absent()) {
            return null;
        }
        return list.elements().stream()
                .map(DocumentNode::integer)
                .flatMap(java.util.stream.Stream::ofNullable)
                .distinct()
                .sorted()
                .toList();
    }

    private static <T> @Nullable T optional(DocumentNode node, Function<DocumentNode, T> reader) {
        return node.object().absent() ? null : reader.apply(node);
    }

    private static <T> @Nullable List<T> list(
            DocumentNode node, Function<DocumentNode, T> reader, Comparator<? super T> order) {
        if (node.absent()) {
            return null;
        }
        return node.elements().stream()
                .map(DocumentNode::object)
                .map(reader)
                .distinct()
                .sorted(order.thenComparing(String::valueOf))
                .toList();
    }

    private static <T> Map<String, T> map(DocumentNode node, Function<DocumentNode, @Nullable T> reader) {
        Map<String, T> map = new TreeMap<>();
        node.node().fieldNames().forEachRemaining(name -> {
            T content = reader.apply(node.get(name));
            if (content != null) {
                map.put(name, content);
            }
        });
        return map;
    }
}
