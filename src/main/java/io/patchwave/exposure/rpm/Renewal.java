package io.patchwave.exposure.rpm;

import io.patchwave.catalog.OsvAdvisory;
import io.patchwave.catalog.RpmAdvisory;
import io.patchwave.exposure.Ruler;
import io.patchwave.exposure.linux.Moved;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A compilation made out of the one before by taking out and putting in the advisories that changed.
 *
 * @param ids the advisories whose rulings may differ, gone ones included
 * @param keys everything any of them fixes, before or now, as {@code name.arch} or {@code name}
 * @param names the names of these packages
 */
record Renewal(Compilation after, Set<String> ids, Set<String> keys, Set<String> names) {
    /** Null where so much changed, or of such a kind, that all has to be laid out anew. */
    static @Nullable Renewal of(Compilation before, Feed from, Feed to) {
        Shelves shelves = Shelves.between(before, to);
        Moved<RpmAdvisory> errata = Moved.between(from.errata(), to.errata());
        Moved<OsvAdvisory> osv = Moved.between(from.osv(), to.osv());
        if (shelves == null) {
            return null;
        }
        Set<String> ids = new TreeSet<>();
        errata.gone().forEach(each -> ids.add(each.id()));
        errata.come().forEach(each -> ids.add(each.id()));
        osv.gone().stream().filter(OsvCompiler::isOfRpm).forEach(each -> ids.add(each.id()));
        osv.come().stream().filter(OsvCompiler::isOfRpm).forEach(each -> ids.add(each.id()));
        shelves.builds().forEach(key -> addFixedBy(before.sources(), key, ids));
        if (ids.size() > Math.max(1000, before.numbered().size() / 4)) {
            return null;
        }
        List<OsvAdvisory> ofRpm = osv.isNothing()
                ? before.osv()
                : to.osv().stream().filter(OsvCompiler::isOfRpm).toList();
        return new Work(before, shelves, ids).renewal(to.errata(), ofRpm);
    }

    /** The advisories that fix something under a key: what can be had to close them is no longer the same. */
    private static void addFixedBy(Sources sources, String key, Set<String> ids) {
        String name = key.substring(0, key.lastIndexOf('.'));
        for (Source source : sources.errata()) {
            addFixedBy(source.index().under(key), ids);
        }
        for (Source source : sources.osv()) {
            addFixedBy(source.index().under(key), ids);
            addFixedBy(source.index().under(name), ids);
        }
    }

    private static void addFixedBy(Fix.@Nullable Of fixes, Set<String> ids) {
        if (fixes != null) {
            for (Fix fix : fixes.sorted()) {
                ids.add(fix.advisory().id());
            }
            fixes.odd().forEach(odd -> ids.add(odd.advisory().id()));
        }
    }

    private static <T> List<T> those(List<T> all, Set<String> ids, java.util.function.Function<T, String> id) {
        return ids.isEmpty()
                ? List.of()
                : all.stream().filter(each -> ids.contains(id.apply(each))).toList();
    }

    /** One renewal under way. */
    private static final class Work {
        private final Compilation before;
        private final Shelves shelves;
        private final Set<String> ids;
        private final Set<String> keys = new HashSet<>();
        private final Set<String> names = new HashSet<>();
        private final BitSet gone = new BitSet();
        private final Map<String, Advisory> numbered;
        private final List<Ruler.GroupName> groups;
        private final BitSet kernel;
        private int numbers;

        Work(Compilation before, Shelves shelves, Set<String> ids) {
            this.before = before;
            this.shelves = shelves;
            this.ids = ids;
            this.numbered = new HashMap<>(before.numbered());
            this.groups = new ArrayList<>(before.groups());
            this.kernel = (BitSet) before.kernel().clone();
        }

        @Nullable Renewal renewal(List<RpmAdvisory> errata, List<OsvAdvisory> osv) {
            Set<String> wanted = new HashSet<>(ids);
            List<RpmAdvisory> oldErrata = those(before.errata(), wanted, RpmAdvisory::id);
            List<RpmAdvisory> newErrata = those(errata, wanted, RpmAdvisory::id);
            List<OsvAdvisory> oldOsv = those(before.osv(), wanted, OsvAdvisory::id);
            List<OsvAdvisory> newOsv = those(osv, wanted, OsvAdvisory::id);
            number(newErrata, newOsv);
            before.sources().errata().forEach(source -> numbers = Math.max(numbers, source.number() + 1));
            before.sources().osv().forEach(source -> numbers = Math.max(numbers, source.number() + 1));
            List<Source> ofErrata = errata(oldErrata, newErrata);
            if (ofErrata == null || groups.size() > before.numberedAtFirst() * 5 / 4 + 1000) {
                return null;
            }
            Sources sources = new Sources(ofErrata, osv(oldOsv, newOsv));
            Compilation after = new Compilation(
                    errata,
                    osv,
                    shelves.repositories(),
                    numbered,
                    before.numberedAtFirst(),
                    List.copyOf(groups),
                    kernel,
                    sources);
            return new Renewal(after, ids, keys, names);
        }

        private void number(List<RpmAdvisory> errata, List<OsvAdvisory> osv) {
            for (String id : ids) {
                Advisory old = numbered.get(id);
                if (old != null) {
                    gone.set(old.number());
                }
            }
            Advisory.number(errata, osv).values().stream()
                    .sorted(Comparator.comparing(Advisory::number))
                    .forEach(fresh -> {
                        Advisory old = numbered.get(fresh.id());
                        int number = old == null ? groups.size() : old.number();
                        if (old == null) {
                            groups.add(fresh.group());
                        }
                        numbered.put(fresh.id(), new Advisory(number, fresh.id(), fresh.kernel()));
                        kernel.set(number, fresh.kernel());
                    });
        }

        private @Nullable List<Source> errata(List<RpmAdvisory> olds, List<RpmAdvisory> news) {
            ErrataCompiler compiler = new ErrataCompiler(shelves.repositories(), numbered);
            var went = new ErrataCompiler(before.repositories(), before.numbered()).group(olds);
            var came = compiler.group(news);
            Set<Sources.Key> all = new java.util.LinkedHashSet<>();
            before.sources().errata().forEach(source -> all.add(key(source)));
            all.addAll(came.keySet());
            shelves.fresh().forEach(each -> all.add(new Sources.Key(each.name(), each.ownRelease())));
            all.removeIf(key -> !shelves.repositories().containsKey(key.repository()));
            if (went.keySet().stream().anyMatch(shelves::isOpen)
                    || came.keySet().stream().anyMatch(shelves::isOpen)) {
                return null;
            }
            keys.addAll(ErrataCompiler.keys(olds));
            keys.addAll(ErrataCompiler.keys(news));
            keys.forEach(key -> names.add(withoutArch(key)));
            Map<Sources.Key, Source> known = new HashMap<>();
            before.sources().errata().forEach(source -> known.put(key(source), source));
            List<Source> sources = new ArrayList<>();
            for (Sources.Key key : all) {
                List<RpmAdvisory> added = came.getOrDefault(key, List.of());
                List<Offers> offers = Sources.offersFor(key.release(), all, shelves.repositories());
                Source old = known.get(key);
                if (old == null) {
                    sources.add(compiler.source(numbers++, key, added, offers));
                    continue;
                }
                Source renewed = renewed(old, compiler, went.getOrDefault(key, List.of()), added, offers);
                if (renewed.writesEpochs() != old.writesEpochs()) {
                    return null;
                }
                boolean empty = renewed.index().advisories().isEmpty();
                if (!empty
                        || Objects.requireNonNull(shelves.repositories().get(key.repository()))
                                        .mirror()
                                != null) {
                    sources.add(renewed);
                }
            }
            return sources;
        }

        private Source renewed(
                Source old,
                ErrataCompiler compiler,
                List<RpmAdvisory> went,
                List<RpmAdvisory> came,
                List<Offers> sameRelease) {
            Repository repository =
                    Objects.requireNonNull(shelves.repositories().get(Objects.requireNonNull(old.repository())));
            FixIndex index = old.index();
            if (!went.isEmpty() || !came.isEmpty()) {
                Set<String> touched = ErrataCompiler.keys(went);
                touched.addAll(ErrataCompiler.keys(came));
                index = index.renewed(gone, touched, compiler.index(came, repository, old.writesEpochs(), sameRelease));
            }
            return new Source(
                    old.number(),
                    old.repository(),
                    old.release(),
                    old.traits().plus(ErrataCompiler.traits(went), -1).plus(ErrataCompiler.traits(came), 1),
                    null,
                    index,
                    repository.offers(),
                    repository.modules());
        }

        private static Sources.Key key(Source source) {
            return new Sources.Key(Objects.requireNonNull(source.repository()), source.release());
        }

        /** Records name packages, some with architecture. */
        private void addRecorded(Set<String> touched) {
            keys.addAll(touched);
            names.addAll(touched);
            touched.forEach(key -> names.add(withoutArch(key)));
        }

        private static String withoutArch(String key) {
            int dot = key.lastIndexOf('.');
            return dot < 0 ? key : key.substring(0, dot);
        }

        private List<Source> osv(List<OsvAdvisory> olds, List<OsvAdvisory> news) {
            var went = OsvCompiler.index(olds, before.numbered());
            var came = OsvCompiler.index(news, numbered);
            List<Source> sources = new ArrayList<>();
            for (Source source : before.sources().osv()) {
                FixIndex less = went.getOrDefault(OsvCompiler.Audience.of(source), FixIndex.EMPTY);
                FixIndex more = came.getOrDefault(OsvCompiler.Audience.of(source), FixIndex.EMPTY);
                came.remove(OsvCompiler.Audience.of(source));
                Set<String> touched = new HashSet<>(less.fixes().keySet());
                touched.addAll(more.fixes().keySet());
                addRecorded(touched);
                boolean same = less.advisories().isEmpty() && more.advisories().isEmpty();
                FixIndex index = same ? source.index() : source.index().renewed(gone, touched, more);
                if (!index.advisories().isEmpty()) {
                    sources.add(OsvCompiler.source(source.number(), OsvCompiler.Audience.of(source), index));
                }
            }
            came.forEach((audience, index) -> {
                addRecorded(index.fixes().keySet());
                sources.add(OsvCompiler.source(numbers++, audience, index));
            });
            return sources;
        }
    }
}
