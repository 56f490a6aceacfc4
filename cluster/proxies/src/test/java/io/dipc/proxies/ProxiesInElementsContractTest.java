package io.dipc.proxies;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.proxies.testing.Subject;
import io.dipc.proxies.testing.Threads;
import io.dipc.proxies.testing.Threads.Running;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Distributed objects that are sent through distributed queues, and written to ordinary streams. */
@ParameterizedClass
@MethodSource("io.dipc.proxies.testing.Subject#places")
class ProxiesInElementsContractTest {
    @Parameter
    Subject.Place place;

    /** Written field by field. */
    private record Request(String question, BlockingQueue<String> answers) {}

    /** Written by Java serialization. */
    private record SerializableRequest(String question, BlockingQueue<String> answers) implements Serializable {}

    private static final class Plain {
        private final Semaphore[] semaphores;
        private final Map<String, Object> more;

        Plain(Semaphore[] semaphores, Map<String, Object> more) {
            this.semaphores = semaphores;
            this.more = more;
        }
    }

    @Test
    void answersComeByTheQueueThatCameWithTheQuestion() throws Exception {
        try (Subject subject = new Subject(place);
                Threads threads = new Threads()) {
            Subject.Pair<BlockingQueue<Object>> questions = subject.pairOf(new LinkedBlockingQueue<>());
            Running<Void> answering = threads.run(() -> {
                SerializableRequest one =
                        (SerializableRequest) questions.other().take();
                one.answers.put("to " + one.question);
                Request two = (Request) questions.other().take();
                two.answers.put("to " + two.question);
                @SuppressWarnings("unchecked") // what is put below
                BlockingQueue<String> alone =
                        (BlockingQueue<String>) questions.other().take();
                alone.put("alone");
            });
            BlockingQueue<String> answers = subject.of(new ArrayBlockingQueue<>(3));
            questions.one().put(new SerializableRequest("a", answers));
            questions.one().put(new Request("b", answers));
            questions.one().put(answers);
            assertThat(List.of(answers.take(), answers.take(), answers.take()))
                    .containsExactly("to a", "to b", "alone");
            answering.get();
        }
    }

    @Test
    void whatALambdaCapturesStaysTheSameObject() throws Exception {
        try (Subject subject = new Subject(place)) {
            Subject.Pair<BlockingQueue<Object>> tasks = subject.pairOf(new LinkedBlockingQueue<>());
            BlockingQueue<String> answers = subject.of(new LinkedBlockingQueue<>());
            PriorityBlockingQueue<String> longest =
                    subject.of(new PriorityBlockingQueue<>(5, (a, b) -> Integer.compare(b.length(), a.length())));
            tasks.one().put((Runnable) () -> {
                answers.add("from afar");
                longest.addAll(List.of("a", "ccc", "bb"));
            });
            ((Runnable) tasks.other().take()).run();
            assertThat(answers.take()).isEqualTo("from afar");
            assertThat(longest.take()).isEqualTo("ccc");
        }
    }

    @Test
    void everyTypeTravels() throws Exception {
        try (Subject subject = new Subject(place)) {
            Subject.Pair<BlockingQueue<Object>> queue = subject.pairOf(new LinkedBlockingQueue<>());
            List<Queue<String>> queues = List.of(
                    subject.of(new ArrayBlockingQueue<>(3)),
                    subject.of(new LinkedBlockingQueue<>()),
                    subject.of(new LinkedBlockingDeque<>()),
                    subject.of(new ConcurrentLinkedQueue<>()),
                    subject.of(new ConcurrentLinkedDeque<>()),
                    subject.of(new LinkedTransferQueue<>()),
                    subject.of(new PriorityBlockingQueue<>()));
            for (Queue<String> sent : queues) {
                queue.one().put(sent);
                Queue<?> arrived = (Queue<?>) queue.other().take();
                assertThat(arrived.getClass()).isEqualTo(sent.getClass());
                sent.add("x");
                assertThat(arrived.poll()).isEqualTo("x");
            }
            PriorityBlockingQueue<String> sent = subject.of(new PriorityBlockingQueue<>(5, Comparator.reverseOrder()));
            sent.addAll(List.of("a", "c", "b"));
            queue.one().put(new Object[] {sent});
            @SuppressWarnings("unchecked") // as it was sent
            PriorityBlockingQueue<String> arrived =
                    (PriorityBlockingQueue<String>) ((Object[]) queue.other().take())[0];
            assertThat(arrived.poll()).isEqualTo("c");
            arrived.add("d");
            assertThat(sent.take()).isEqualTo("d");
            queue.one().put(subject.of(new SynchronousQueue<>()));
            assertThat(((SynchronousQueue<?>) queue.other().take()).poll()).isNull();
            queue.one().put(Optional.of(subject.of(new DelayQueue<>())));
            assertThat(((Optional<?>) queue.other().take()).get()).isInstanceOf(DelayQueue.class);
            Semaphore semaphore = subject.of(new Semaphore(3));
            queue.one().put(List.of(semaphore));
            List<?> list = (List<?>) queue.other().take();
            ((Semaphore) list.get(0)).acquire(2);
            assertThat(semaphore.availablePermits()).isEqualTo(1);
        }
    }

    @Test
    void sharedReferencesStayShared() throws Exception {
        try (Subject subject = new Subject(place)) {
            Subject.Pair<BlockingQueue<Object>> queue = subject.pairOf(new LinkedBlockingQueue<>());
            Semaphore semaphore = subject.of(new Semaphore(1));
            queue.one().put(new Plain(new Semaphore[] {semaphore, semaphore}, Map.of("k", semaphore)));
            queue.one().put(new ArrayList<>(List.of(semaphore, semaphore)));
            Plain plain = (Plain) queue.other().take();
            assertThat(plain.semaphores[0]).isSameAs(plain.semaphores[1]).isSameAs(plain.more.get("k"));
            List<?> list = (List<?>) queue.other().take();
            assertThat(list.get(0)).isSameAs(list.get(1)).isSameAs(plain.semaphores[0]);
        }
    }

    @Test
    void whatComesBackIsWhatWasSent() throws Exception {
        try (Subject subject = new Subject(place)) {
            BlockingQueue<Object> queue = subject.of(new LinkedBlockingQueue<>());
            Semaphore semaphore = subject.of(new Semaphore(1));
            queue.put(semaphore);
            queue.put(queue);
            assertThat(queue.take()).isSameAs(semaphore);
            assertThat(queue.contains(queue)).isTrue();
            assertThat(queue.take()).isSameAs(queue);
        }
    }

    @Test
    void ordinaryStreamsGetLocalCopies() throws Exception {
        try (Subject subject = new Subject(place)) {
            for (Queue<Integer> local : List.<Queue<Integer>>of(
                    new ArrayBlockingQueue<>(3),
                    new LinkedBlockingQueue<>(3),
                    new LinkedBlockingDeque<>(3),
                    new ConcurrentLinkedQueue<>(),
                    new ConcurrentLinkedDeque<>(),
                    new LinkedTransferQueue<>(),
                    new PriorityBlockingQueue<>(2, Comparator.naturalOrder()))) {
                Class<?> type = local.getClass();
                Queue<Integer> queue = subject.of(local);
                queue.addAll(List.of(1, 2));
                Collection<?> copy = (Collection<?>) copy(queue);
                assertThat(copy).isExactlyInstanceOf(type).isNotSameAs(local).hasToString("[1, 2]");
                if (copy instanceof BlockingQueue<?> blocking) {
                    assertThat(blocking.remainingCapacity()).isIn(1, Integer.MAX_VALUE);
                }
                queue.clear();
                assertThat(copy).hasSize(2);
            }
            assertThat(copy(subject.of(new SynchronousQueue<>()))).isExactlyInstanceOf(SynchronousQueue.class);
            Semaphore semaphore = (Semaphore) copy(subject.of(new Semaphore(2, true)));
            assertThat(semaphore).isExactlyInstanceOf(Semaphore.class);
            assertThat(semaphore.availablePermits()).isEqualTo(2);
            assertThat(semaphore.isFair()).isTrue();
        }
    }

    private static Object copy(Object object) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }
}
