package io.patchwave.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchwave.inventory.Facts.Antivirus;
import io.patchwave.platform.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactsTest {
    private static Facts parse(String json) {
        return Facts.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everything_the_design_names_is_read() {
        Facts facts = parse("""
                {"smb1": "off", "ports": {"listening": [445, 80, 445], "blockedIn": [135]},
                 "outboundPeers": {"445": "many"}, "antivirus": [{"product": "AV", "signatureDate": "2017-05-12"}],
                 "backup": {"snapshotAt": "2017-05-12T10:00:00+08:00"},
                 "passwordPolicy": {"minLength": 8, "complexity": true, "maxAgeDays": 90},
                 "accounts": [{"name": "b"}, {"name": "a", "admin": true}], "locks": ["kernel"],
                 "updateSource": {"kind": "wsus", "server": "http://wsus", "auOptions": 4},
                 "reportedMissing": ["KB4012213"], "freeBytes": {"C:": 1}, "later": {"kept": "in the document"}}""");
        assertThat(facts.ports().listening()).containsExactly(80, 445);
        assertThat(facts.ports().blockedOut()).isNull();
        assertThat(facts.antivirus())
                .containsExactly(new Antivirus("AV", null, Instant.parse("2017-05-12T00:00:00Z"), null));
        assertThat(facts.backup().snapshotAt()).isEqualTo(Instant.parse("2017-05-12T02:00:00Z"));
        assertThat(facts.accounts()).extracting(Facts.Account::name).containsExactly("a", "b");
        assertThat(facts.freeBytes()).containsEntry("C:", 1L);
    }

    @Test
    void order_does_not_matter_and_nothing_told_is_null() {
        assertThat(SoftwareForm.bytes(parse("{\"smb1\": \"on\", \"locks\": [\"b\", \"a\"]}")))
                .isEqualTo(SoftwareForm.bytes(parse("{\"locks\": [\"a\", \"b\", \"a\"], \"smb1\": \"on\"}")));
        assertThat(parse("{}")).isEqualTo(new Facts(null, null, null, null, null, null, null, null, null, null, null));
        assertThat(parse("{\"locks\": []}").locks()).isEqualTo(List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"smb1\": \"maybe\"}|smb1",
                "{\"ports\": []}|ports",
                "{\"ports\": {\"listening\": [\"http\"]}}|ports.listening[0]",
                "{\"outboundPeers\": {\"445\": \"lots\"}}|outboundPeers.445",
                "{\"antivirus\": [{}]}|antivirus[0].product",
                "{\"backup\": {\"backupAt\": \"yesterday\"}}|backup.backupAt",
                "{\"updateSource\": {\"kind\": \"apt\"}}|updateSource.kind",
            })
    void what_does_not_fit_is_refused_by_name(String document, String field) {
        assertThatThrownBy(() -> parse(document)).isInstanceOfSatisfying(ProblemException.class, refusal -> {
            assertThat(refusal.type().status()).isEqualTo(422);
            assertThat(refusal.violations().get(0).field()).isEqualTo(field);
        });
    }
}
