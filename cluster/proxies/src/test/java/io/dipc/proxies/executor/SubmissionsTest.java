package io.dipc.proxies.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.ClusterUnavailableException;
import io.dipc.OutcomeUnknownException;
import io.dipc.engine.Grant;
import io.dipc.engine.ObjectHandle;
import io.dipc.objects.CommandId;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Effects;
import io.dipc.objects.executor.ExecutorCommand;
import io.dipc.objects.executor.ExecutorParameters;
import io.dipc.objects.executor.Semantics;
import io.dipc.objects.executor.SharedExecutor;
import io.dipc.proxies.testing.Threads;
import io.dipc.proxies.testing.Warnings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is submitted while a command is on its way, which this test answers. */
class SubmissionsTest {
    private static final long SESSION = 7;

    private final SubmissionsUnderWay underWay = new SubmissionsUnderWay();
    private final Submissions submissions = new Submissions("pool", underWay);
    private final SlowHandle handle = new SlowHandle();
    private final Threads threads = new Threads();
    /** What became of tasks, in this order. */
    private final List<String> ends = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void end() {
        handle.cutOff = false;
        while (handle.answerNext()) {
            // threads may wait for it
        }
        threads.close();
    }

    /** Commands arrive when the test wants it. */
    private static final class SlowHandle implements ObjectHandle {
        private final SharedExecutor executor = new SharedExecutor(new ExecutorParameters(1, Integer.MAX_VALUE));
        private final Queue<Runnable> sent = new ConcurrentLinkedQueue<>();
        private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
        private volatile boolean cutOff;
        private int lastSlot;

        SlowHandle() {
            call(ExecutorCommand.open());
        }

        boolean answerNext() {
            replies.poll();
            Runnable next = sent.poll();
            if (next != null) {
                next.run();
            }
            return next != null;
        }

        void failNext(RuntimeException reason) {
            sent.remove();
            replies.remove().failed(reason);
        }

        @Override
        public void beforeGiving() {
            // nobody goes before
        }

        @Override
        public void send(byte[] command, Reply reply) {
            replies.add(reply);
            sent.add(() -> reply.answered(call(command)));
        }

        @Override
        public byte[] call(byte[] command) {
            return executor.apply(new CommandId(SESSION, ++lastSlot, 1), command, new Effects() {
                @Override
                public void complete(CommandId id, byte[] answer) {
                    throw new AssertionError("nobody waits");
                }

                @Override
                public void cancelled(CommandId id) {
                    throw new AssertionError("nobody waits");
                }
            });
        }

        @Override
        public byte[] callAsSeen(byte[] command, int exclusions) {
            return call(command);
        }

        @Override
        public boolean cutOff() {
            return cutOff;
        }

        @Override
        public int exclusions() {
            return 3;
        }

        @Override
        public String key() {
            return "pool";
        }

        @Override
        public Descriptor descriptor() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean created() {
            throw new UnsupportedOperationException();
        }

        @Override
        public ObjectHandle keeping() {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] call(byte[] command, int exclusions) {
            throw new UnsupportedOperationException();
        }

        @Override
        public byte[] query(byte[] query) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Grant await(byte[] command, long nanos, Wait wait) {
            throw new UnsupportedOperationException();
        }
    }

    private void add(String name, int bytes) {
        add(name, bytes, true);
    }

    private void add(String name, int bytes, boolean hasFuture) {
        ExecutorCommand.Submission task =
                new ExecutorCommand.Submission(1, Semantics.AT_MOST_ONCE, hasFuture, new byte[bytes]);
        submissions.add(new Submission(handle, task, new Submission.End() {
            @Override
            public void taken(long id, long session, int exclusions) {
                assertThat(session).isEqualTo(SESSION);
                assertThat(exclusions).isEqualTo(3);
                ends.add(name + " is " + id);
            }

            @Override
            public void refused() {
                ends.add(name + " refused");
            }

            @Override
            public boolean failed(RuntimeException reason) {
                ends.add(name + " failed");
                return hasFuture;
            }
        }));
    }

    @Test
    void oneCommandIsOnItsWayAtATimeAndTakesAllThatHaveComeMeanwhile() {
        add("a", 1);
        add("b", 1);
        add("c", 1);
        assertThat(handle.sent).hasSize(1);
        assertThat(submissions.isBusy()).isTrue();
        handle.answerNext();
        assertThat(ends).containsExactly("a is 0");
        assertThat(handle.sent).hasSize(1);
        handle.answerNext();
        assertThat(ends).containsExactly("a is 0", "b is 1", "c is 2");
        assertThat(handle.sent).isEmpty();
        assertThat(submissions.isBusy()).isFalse();
    }

    @Test
    void whoSubmitsMoreThanOneCommandTakesWaits() {
        add("on its way", 1);
        add("much", 70_000);
        Threads.Running<Void> third = threads.run(() -> {
            Thread.currentThread().interrupt();
            add("too much", 1);
            assertThat(Thread.interrupted()).isTrue();
        });
        Threads.awaitBlocked(third);
        handle.answerNext();
        third.get();
        assertThat(ends).containsExactly("on its way is 0");
        handle.answerNext();
        handle.answerNext();
        assertThat(ends).containsExactly("on its way is 0", "much is 1", "too much is 2");
    }

    @Test
    void whatComesNextWaitsForWhatWasSubmittedBefore() {
        underWay.await();
        add("before", 1);
        Threads.Running<Void> waiting = threads.run(() -> {
            underWay.await();
            ends.add("next");
        });
        Threads.awaitBlocked(waiting);
        add("after", 1);
        handle.answerNext();
        waiting.get();
        assertThat(ends).containsExactly("before is 0", "next");
    }

    @Test
    void whoseThreadHasSubmittedNothingDoesNotWait() {
        add("by another", 1);
        underWay.awaitOwn();
        underWay.submits();
        Threads.Running<Void> waiting = threads.run(() -> {
            underWay.submits();
            underWay.awaitOwn();
            ends.add("own");
        });
        Threads.awaitBlocked(waiting);
        handle.answerNext();
        waiting.get();
        assertThat(ends).containsExactly("by another is 0", "own");
        underWay.awaitOwn();
        add("later", 1);
        underWay.awaitOwn();
    }

    @Test
    void afterAShutdownElsewhereTasksAreRefusedAndTheRestIsAsked() {
        add("a", 1);
        handle.call(ExecutorCommand.shutdown(1));
        assertThat(submissions.isShutDown(1)).isFalse();
        handle.answerNext();
        assertThat(ends).containsExactly("a refused");
        assertThat(submissions.isShutDown(1)).isTrue();
        assertThat(submissions.isShutDown(2)).isFalse();
    }

    @Test
    void aFailureReachesAllOfACommandAndTheNextGoesOn() {
        try (Warnings warnings = new Warnings("io.dipc.proxies.executor")) {
            add("a", 1);
            add("b", 1);
            add("c", 1, false);
            handle.failNext(new OutcomeUnknownException("gone"));
            handle.failNext(new OutcomeUnknownException("gone, too"));
            assertThat(ends).containsExactly("a failed", "b failed", "c failed");
            assertThat(warnings.take())
                    .containsExactly("key \"pool\": 1 tasks that were given to execute may not run: gone, too");
        }
        assertThat(submissions.isFailing()).isTrue();
        add("d", 1);
        handle.answerNext();
        assertThat(ends).last().isEqualTo("d is 0");
        assertThat(submissions.isFailing()).isFalse();
    }

    @Test
    void withoutTheClusterNothingIsSentOffAndNobodyWaits() {
        add("a", 1);
        handle.cutOff = true;
        assertThatThrownBy(() -> add("b", 1))
                .isInstanceOf(ClusterUnavailableException.class)
                .hasMessageContaining("the task was not submitted");
        assertThat(submissions.flush()).isFalse();
        handle.cutOff = false;
        handle.answerNext();
        assertThat(submissions.flush()).isTrue();
        assertThat(ends).containsExactly("a is 0");
    }

    @Test
    void theOrderOfEachThreadStays() {
        Threads.Running<Void> first = threads.run(() -> {
            for (int i = 0; i < 500; i++) {
                add("x" + i, 500);
            }
        });
        Threads.Running<Void> second = threads.run(() -> {
            for (int i = 0; i < 500; i++) {
                add("y" + i, 500);
            }
        });
        while (!first.isDone() || !second.isDone() || submissions.isBusy()) {
            if (!handle.answerNext()) {
                Thread.onSpinWait();
            }
        }
        assertThat(ends).hasSize(1000);
        for (String thread : List.of("x", "y")) {
            List<String> own =
                    ends.stream().filter(end -> end.startsWith(thread)).toList();
            long last = -1;
            for (int i = 0; i < own.size(); i++) {
                assertThat(own.get(i)).startsWith(thread + i + " is ");
                long id = Long.parseLong(own.get(i).substring(own.get(i).lastIndexOf(' ') + 1));
                assertThat(id).isGreaterThan(last);
                last = id;
            }
        }
    }
}
