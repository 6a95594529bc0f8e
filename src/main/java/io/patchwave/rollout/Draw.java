package io.patchwave.rollout;

import io.patchwave.platform.id.Secrets;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which host is in which wave. Groups and queries claim their members first, in the waves' order; percentages are shares of
 * what is left, drawn by a hash of rollout and host: same seed, same answer, and no host is always first. A share is rounded
 * up (10 % of 24 → 3); the last share takes the rest where they add up to 100. Pure.
 */
final class Draw {
    private Draw() {}

    /** One wave's claim: a percentage, the members of a group or query, or all that is left. */
    record Claim(@Nullable Integer percent, @Nullable Set<UUID> members, boolean rest) {
        static Claim percent(int share) {
            return new Claim(share, null, false);
        }

        static Claim members(Set<UUID> hosts) {
            return new Claim(null, hosts, false);
        }

        static Claim remaining() {
            return new Claim(null, null, true);
        }
    }

    /** Wave index (from 0) of each host; a host that is in none is absent. */
    static Map<UUID, Integer> waves(UUID rolloutId, Collection<UUID> hosts, List<Claim> claims) {
        List<UUID> drawn = inDrawnOrder(rolloutId, hosts);
        Map<UUID, Integer> waves = new LinkedHashMap<>();
        for (int wave = 0; wave < claims.size(); wave++) {
            Set<UUID> members = claims.get(wave).members();
            if (members != null) {
                for (UUID host : drawn) {
                    if (members.contains(host)) {
                        waves.putIfAbsent(host, wave);
                    }
                }
            }
        }
        share(drawn, claims, waves);
        return waves;
    }

    private static void share(List<UUID> drawn, List<Claim> claims, Map<UUID, Integer> waves) {
        List<UUID> pool = new ArrayList<>(drawn);
        pool.removeIf(waves::containsKey);
        boolean whole = claims.stream()
                        .mapToInt(c -> c.percent() == null ? 0 : c.percent())
                        .sum()
                == 100;
        int last = lastShare(claims);
        int from = 0;
        for (int wave = 0; wave < claims.size(); wave++) {
            Integer percent = claims.get(wave).percent();
            if (percent == null) {
                continue;
            }
            int wanted = wave == last && whole ? pool.size() : (int) (((long) pool.size() * percent + 99) / 100);
            int to = Math.min(pool.size(), from + Math.min(wanted, pool.size()));
            for (UUID host : pool.subList(from, to)) {
                waves.put(host, wave);
            }
            from = to;
        }
        for (int wave = 0; wave < claims.size(); wave++) {
            if (claims.get(wave).rest()) {
                for (UUID host : pool.subList(from, pool.size())) {
                    waves.put(host, wave);
                }
                return;
            }
        }
    }

    private static int lastShare(List<Claim> claims) {
        for (int wave = claims.size() - 1; wave >= 0; wave--) {
            if (claims.get(wave).percent() != null) {
                return wave;
            }
        }
        return -1;
    }

    private static List<UUID> inDrawnOrder(UUID rolloutId, Collection<UUID> hosts) {
        Map<UUID, String> lots = new HashMap<>();
        for (UUID host : hosts) {
            lots.put(host, Secrets.sha256((rolloutId + "/" + host).getBytes(StandardCharsets.US_ASCII)));
        }
        List<UUID> order = new ArrayList<>(lots.keySet());
        order.sort(Comparator.comparing(lots::get));
        return order;
    }
}
