package io.patchwave.exposure;

import io.patchwave.inventory.Software;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Rules by asking for full judgements, for an evaluator that has no faster way. */
final class RulerAdapter implements Ruler {
    private static final int MOST = 1 << 20;

    private final Evaluator.Compiled compiled;
    private final List<GroupName> groups = new ArrayList<>();
    private final Map<GroupName, Integer> numbers = new ConcurrentHashMap<>();

    private RulerAdapter(Evaluator.Compiled compiled) {
        this.compiled = compiled;
    }

    static Ruler of(Evaluator.Compiled compiled) {
        return compiled instanceof Ruler ruler ? ruler : new RulerAdapter(compiled);
    }

    /** How many groups there may be. */
    static int size(Ruler ruler) {
        return ruler instanceof RulerAdapter ? MOST : ruler.groups().size();
    }

    @Override
    public synchronized List<GroupName> groups() {
        return List.copyOf(groups);
    }

    @Override
    public Evaluation.Whole rule(Software software, Rulings into) {
        Evaluation evaluation = compiled.evaluate(software);
        for (Judgement judgement : evaluation.judgements()) {
            GroupName name = new GroupName(
                    judgement.group(),
                    judgement.advisories().stream().sorted().distinct().toList());
            Grounds grounds =
                    Grounds.of(judgement.verdict(), judgement.rule(), judgement.reason(), judgement.confidence());
            into.add(number(name), grounds);
        }
        return evaluation.whole();
    }

    private int number(GroupName name) {
        Integer known = numbers.get(name);
        return known == null ? added(name) : known;
    }

    private synchronized int added(GroupName name) {
        return numbers.computeIfAbsent(name, fresh -> {
            groups.add(fresh);
            return groups.size() - 1;
        });
    }
}
