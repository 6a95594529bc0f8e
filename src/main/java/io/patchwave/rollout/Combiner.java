package io.patchwave.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Group commit: callers that come while a batch is being worked on wait together and become the next one. One of the callers
 * does the work, so there is no thread and no delay of its own. A batch that fails is done again one by one, so that nobody
 * suffers for another's request.
 *
 * @param <Q> what is asked
 * @param <A> the answer
 */
final class Combiner<Q, A> {
    private static final int MOST_BATCHES = 4;
    private static final int PATIENCE_MILLIS = 5;

    private record Waiting<Q, A>(Q question, CompletableFuture<A> answer) {}

    private final ConcurrentLinkedQueue<Waiting<Q, A>> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean leading = new AtomicBoolean();
    private final int limit;
    private final Function<List<Q>, List<A>> work;

    /**
     * Works on at most {@code limit} questions at once.
     *
     * @param work answers in the questions' order, in one transaction
     */
    Combiner(int limit, Function<List<Q>, List<A>> work) {
        this.limit = limit;
        this.work = work;
    }

    /** Asks and waits for the answer; what the work throws for this question alone is thrown here. */
    A ask(Q question) {
        Waiting<Q, A> mine = new Waiting<>(question, new CompletableFuture<>());
        queue.add(mine);
        try {
            while (true) {
                if (leading.compareAndSet(false, true)) {
                    try {
                        drain();
                    } finally {
                        leading.set(false);
                    }
                }
                try {
                    // Whoever leads may leave before it sees a question that came in last: look again soon.
                    return mine.answer().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    continue;
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException ours) {
                throw ours;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** At most a few batches: no caller works for the others for ever. */
    private void drain() {
        for (int batches = 0; batches < MOST_BATCHES && !queue.isEmpty(); batches++) {
            List<Waiting<Q, A>> batch = new ArrayList<>();
            for (Waiting<Q, A> next = queue.poll(); next != null; next = batch.size() < limit ? queue.poll() : null) {
                batch.add(next);
            }
            if (!batch.isEmpty() && !answer(batch)) {
                batch.forEach(this::answerAlone);
            }
        }
    }

    private boolean answer(List<Waiting<Q, A>> batch) {
        if (batch.size() == 1) {
            answerAlone(batch.get(0));
            return true;
        }
        List<A> answers;
        try {
            answers = work.apply(batch.stream().map(Waiting::question).toList());
        } catch (RuntimeException | Error e) {
            return false;
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).answer().complete(answers.get(i));
        }
        return true;
    }

    private void answerAlone(Waiting<Q, A> one) {
        try {
            one.answer().complete(work.apply(List.of(one.question())).get(0));
        } catch (RuntimeException | Error e) {
            one.answer().completeExceptionally(e);
        }
    }
}
