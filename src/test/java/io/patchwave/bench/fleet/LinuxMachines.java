package io.patchwave.bench.fleet;

import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.version.Evr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Linux inventories: {@value #PACKAGES} packages out of all names the advisories speak of. A machine has a patch level between 0 and
 * 1; each package's version is drawn near that place among the versions the advisories name, a third of them between two
 * named ones, some older than all. The first name is on every machine.
 */
final class LinuxMachines {
    static final int PACKAGES = 600;
    private static final double SPREAD = 0.35;

    private final List<Choice> choices;

    LinuxMachines(Errata errata) {
        Map<String, java.util.TreeSet<Evr>> versions = new TreeMap<>();
        for (RpmAdvisory advisory : errata.all()) {
            advisory.collections()
                    .forEach(collection -> collection
                            .packages()
                            .forEach(fixed -> versions.computeIfAbsent(
                                            fixed.name() + " " + fixed.arch(), key -> new java.util.TreeSet<>())
                                    .add(Evr.of(fixed.epoch(), fixed.version(), fixed.release()))));
        }
        choices = new ArrayList<>();
        versions.forEach((key, known) -> {
            String[] parts = key.split(" ");
            choices.add(new Choice(parts[0], parts[1], texts(known)));
        });
    }

    /** A name and all its versions that may be installed, oldest first. */
    private record Choice(String name, String arch, List<String> versions) {
        String at(double level, SplittableRandom random) {
            double place = level + (random.nextDouble() - 0.5) * SPREAD;
            int index = (int) Math.round(Math.max(0, Math.min(1, place)) * (versions.size() - 1));
            return name + "-" + versions.get(index) + "." + arch;
        }
    }

    /** One older than all, then every named one, each followed by one between it and the next. */
    private static List<String> texts(java.util.TreeSet<Evr> known) {
        List<String> texts = new ArrayList<>();
        texts.add(known.first().epoch() + ":0.1-1.el8");
        for (Evr evr : known) {
            texts.add(text(evr, ""));
            if (texts.size() % 3 == 0) {
                texts.add(text(evr, ".0"));
            }
        }
        return texts;
    }

    private static String text(Evr evr, String suffix) {
        return evr.epoch() + ":" + evr.version() + "-" + evr.release() + suffix;
    }

    /** The name that every machine has, as an advisory writes it. */
    String everywhere() {
        return choices.get(0).name();
    }

    String everywhereArch() {
        return choices.get(0).arch();
    }

    /** Names drawn for an advisory that is to hit many machines; the first is on every one. */
    List<String[]> names(int count, SplittableRandom random) {
        List<String[]> names = new ArrayList<>();
        names.add(new String[] {everywhere(), everywhereArch()});
        while (names.size() < count) {
            Choice choice = choices.get(random.nextInt(choices.size()));
            names.add(new String[] {choice.name(), choice.arch()});
        }
        return names;
    }

    /** The packages of a machine; those at the places of {@code changed} are newer by a level than they would be without. */
    List<String> packages(SplittableRandom random, int changed) {
        double level = random.nextDouble();
        boolean[] taken = new boolean[choices.size()];
        List<String> packages = new ArrayList<>(PACKAGES);
        int size = Math.min(PACKAGES, choices.size());
        for (int at = 0; at < size; at++) {
            int index = at == 0 ? 0 : random.nextInt(choices.size());
            while (taken[index]) {
                index = (index + 1) % choices.size();
            }
            taken[index] = true;
            SplittableRandom own = random.split();
            packages.add(choices.get(index).at(at < changed ? level + SPREAD : level, own));
        }
        return packages;
    }
}
