package io.patchwave.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page's tables are those of the code. */
class ConceptsTest {
    private static final Path PAGE = Path.of("docs/concepts.md");

    @Test
    void the_page_shows_the_machine_of_rollouts() throws IOException {
        assertThat(Files.readString(PAGE))
                .contains(table(RolloutState.values(), RolloutEvent.values(), RolloutState::on, RolloutState::word));
    }

    @Test
    void the_page_shows_the_machine_of_waves() throws IOException {
        assertThat(Files.readString(PAGE))
                .contains(table(WaveState.values(), WaveEvent.values(), WaveState::on, WaveState::word));
    }

    @Test
    void the_page_shows_the_machine_of_assignments() throws IOException {
        assertThat(Files.readString(PAGE))
                .contains(table(
                        AssignmentState.values(),
                        AssignmentEvent.values(),
                        AssignmentState::on,
                        AssignmentState::word));
    }

    /** One row per state: {@code event → state}, for each event that does something. */
    static <S, E extends Enum<E>> String table(
            S[] states, E[] events, BiFunction<S, E, Optional<S>> on, Function<S, String> word) {
        return Arrays.stream(states)
                .map(state -> {
                    String moves = Arrays.stream(events)
                            .filter(event -> on.apply(state, event).isPresent())
                            .map(event -> event.name().toLowerCase(Locale.ROOT).replace('_', '-') + " → "
                                    + word.apply(on.apply(state, event).orElseThrow()))
                            .collect(Collectors.joining(", "));
                    return "| `" + word.apply(state) + "` | " + (moves.isEmpty() ? "nothing follows" : moves) + " |";
                })
                .collect(Collectors.joining("\n"));
    }
}
