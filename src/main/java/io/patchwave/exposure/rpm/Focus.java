package io.patchwave.exposure.rpm;

import java.util.HashSet;
import java.util.Set;

/** Some advisories of a catalog as if they had just changed: what looks at a difference then looks at them alone. */
final class Focus {
    private Focus() {}

    static Renewal on(Compilation compilation, Set<String> ids) {
        Set<String> keys = ErrataCompiler.keys(compilation.errata().stream()
                .filter(erratum -> ids.contains(erratum.id()))
                .toList());
        OsvCompiler.index(
                        compilation.osv().stream()
                                .filter(each -> ids.contains(each.id()))
                                .toList(),
                        compilation.numbered())
                .values()
                .forEach(index -> keys.addAll(index.fixes().keySet()));
        Set<String> names = new HashSet<>(keys);
        keys.stream()
                .filter(key -> key.indexOf('.') > 0)
                .forEach(key -> names.add(key.substring(0, key.lastIndexOf('.'))));
        return new Renewal(compilation, ids, keys, names);
    }
}
