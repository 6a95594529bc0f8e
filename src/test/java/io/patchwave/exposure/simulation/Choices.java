package io.patchwave.exposure.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchwave.exposure.CatalogRulings;
import io.patchwave.exposure.SetVerdicts;
import io.patchwave.exposure.Verdict;
import io.patchwave.inventory.Software;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What holds of every choice of remedies. */
final class Choices {
    private Choices() {}

    static void check(CatalogRulings rulings, Software machine, BitSet wanted) {
        Chooser.Choice choice = new Chooser(rulings, wanted).choose(machine, List.of(), false);
        List<Remedy> chosen = choice.remedies().stream().map(Remedy::of).toList();
        BitSet left = open(rulings.ask(AsIf.installed(machine, chosen), wanted, null));
        for (Remedy one : chosen) {
            List<Remedy> rest = chosen.stream().filter(remedy -> remedy != one).toList();
            assertThat(open(rulings.ask(AsIf.installed(machine, rest), wanted, null)))
                    .as("without %s of %s on %s", one.text(), choice.remedies(), machine)
                    .isNotEqualTo(left);
        }
        Set<Remedy> offered = new TreeSet<>((a, b) -> a.text().compareTo(b.text()));
        rulings.evaluate(machine)
                .judgements()
                .forEach(judgement -> judgement.remedies().forEach(remedy -> {
                    boolean asked = judgement.advisories().stream().anyMatch(id -> wanted.get(rulings.number(id)));
                    if (asked
                            && judgement.verdict() != Verdict.PATCHED
                            && judgement.verdict() != Verdict.PENDING_REBOOT) {
                        offered.add(Remedy.of(remedy));
                    }
                }));
        BitSet everything = open(rulings.ask(AsIf.installed(machine, offered), wanted, null));
        left.andNot(everything);
        assertThat(left.stream().mapToObj(rulings::head).toList())
                .as("left open by %s on %s", choice.remedies(), machine)
                .isEmpty();
        assertThat(choice.closes().size() + choice.staysOpen().size())
                .isEqualTo(openOrUndecided(rulings.ask(machine, wanted, null)));
    }

    private static BitSet open(SetVerdicts verdicts) {
        BitSet open = new BitSet();
        verdicts.each((advisory, grounds) -> {
            if (grounds.verdict() == Verdict.EXPOSED || grounds.verdict() == Verdict.UNKNOWN) {
                open.set(advisory);
            }
        });
        return open;
    }

    private static int openOrUndecided(SetVerdicts verdicts) {
        return open(verdicts).cardinality();
    }
}
