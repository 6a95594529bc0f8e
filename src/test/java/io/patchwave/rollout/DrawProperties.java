package io.patchwave.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DrawProperties {
    @Property(tries = 200)
    void the_same_seed_gives_the_same_answer_whatever_the_order(
            @ForAll @IntRange(max = 200) int n, @ForAll @IntRange(min = 1, max = 100) int percent, @ForAll long seed) {
        var rollout = new UUID(seed, 1);
        var hosts = hosts(n);
        var shuffled = new ArrayList<>(hosts);
        Collections.shuffle(shuffled, new Random(seed));
        var claims = List.of(Draw.Claim.percent(percent), Draw.Claim.remaining());

        assertThat(Draw.waves(rollout, shuffled, claims)).isEqualTo(Draw.waves(rollout, hosts, claims));
    }

    @Property(tries = 200)
    void shares_of_a_hundred_cover_everyone_and_each_wave_has_a_host_while_there_are_any(
            @ForAll @IntRange(max = 200) int n,
            @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 19) Integer> shares) {
        int sum = shares.stream().mapToInt(Integer::intValue).sum();
        var claims = new ArrayList<Draw.Claim>();
        shares.forEach(share -> claims.add(Draw.Claim.percent(share)));
        claims.add(Draw.Claim.percent(100 - sum));

        var waves = Draw.waves(new UUID(7, n), hosts(n), claims);

        assertThat(waves).hasSize(n);
        int used = 0;
        for (int wave = 0; wave < claims.size() && used < n; wave++) {
            int w = wave;
            int size = (int) waves.values().stream().filter(i -> i == w).count();
            assertThat(size).as("wave %s of %s", wave, claims).isGreaterThanOrEqualTo(1);
            used += size;
        }
    }

    @Example
    void a_share_is_rounded_up_and_the_last_takes_the_rest() {
        assertThat(sizes(24, Draw.Claim.percent(10), Draw.Claim.percent(30), Draw.Claim.percent(60)))
                .containsExactly(3, 8, 13);
    }

    @Example
    void shares_below_a_hundred_leave_the_rest_out() {
        assertThat(sizes(100, Draw.Claim.percent(5), Draw.Claim.percent(20))).containsExactly(5, 20);
    }

    @Example
    void the_first_wave_of_two_rollouts_is_not_the_same() {
        var hosts = hosts(100);
        var claims = List.of(Draw.Claim.percent(10), Draw.Claim.remaining());
        assertThat(first(Draw.waves(new UUID(1, 1), hosts, claims)))
                .isNotEqualTo(first(Draw.waves(new UUID(1, 2), hosts, claims)));
    }

    @Example
    void groups_claim_first_and_a_host_is_in_one_wave_only() {
        var hosts = hosts(10);
        var pilots = Set.of(hosts.get(0), hosts.get(1));
        var more = Set.of(hosts.get(1), hosts.get(2));
        var waves = Draw.waves(
                new UUID(3, 3),
                hosts,
                List.of(
                        Draw.Claim.percent(50),
                        Draw.Claim.members(pilots),
                        Draw.Claim.members(more),
                        Draw.Claim.remaining()));
        assertThat(waves).hasSize(10).containsEntry(hosts.get(0), 1).containsEntry(hosts.get(1), 1);
        assertThat(waves).containsEntry(hosts.get(2), 2);
        assertThat(waves.values().stream().filter(w -> w == 0)).hasSize(4);
        assertThat(waves.values().stream().filter(w -> w == 3)).hasSize(3);
    }

    private static List<Integer> sizes(int n, Draw.Claim... claims) {
        var waves = Draw.waves(new UUID(1, 9), hosts(n), List.of(claims));
        return IntStream.range(0, claims.length)
                .mapToObj(w -> (int) waves.values().stream().filter(i -> i == w).count())
                .toList();
    }

    private static Set<UUID> first(Map<UUID, Integer> waves) {
        var hosts = new HashSet<>(waves.keySet());
        hosts.removeIf(host -> waves.get(host) != 0);
        return hosts;
    }

    private static List<UUID> hosts(int n) {
        return IntStream.range(0, n).mapToObj(i -> new UUID(99, i)).toList();
    }
}
