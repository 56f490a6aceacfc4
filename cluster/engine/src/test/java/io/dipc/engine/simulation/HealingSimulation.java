package io.dipc.engine.simulation;

import io.dipc.OutcomeUnknownException;
import io.dipc.engine.Quorum;
import io.dipc.engine.client.Command;
import io.dipc.engine.client.Inquiry;
import io.dipc.engine.client.KeyState;
import io.dipc.engine.node.Node;
import io.dipc.engine.node.NodeOptions;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.SessionMessage;
import io.dipc.engine.protocol.Status;
import io.dipc.engine.view.Placement;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.delay.DelayCommand;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.queue.QueueParameters;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One run with {@code quorum=none}: the cluster parts in two halves that both go on, and meet again, some times, while
 * clients put elements and take them.
 */
final class HealingSimulation {
    private static final long TICK = 25 * SimulatedTime.MILLI;
    /** So long after an element was taken it is asked whether all copies know: by themselves they should by then. */
    private static final long ASKED = 100 * SimulatedTime.MILLI;

    /** One of so many elements is large, so that what is offered again goes in several pieces. */
    private static final int LARGE = 2;

    private static final int LARGE_BYTES = 40_000;

    private static final Map<String, Descriptor> QUEUES = Map.of(
            "fifo", queue(Kind.FIFO_QUEUE),
            "deque", queue(Kind.DEQUE),
            "transfer", queue(Kind.TRANSFER_QUEUE),
            "delay", queue(Kind.DELAY_QUEUE));

    private static Descriptor queue(Kind kind) {
        return new Descriptor(kind, new QueueParameters(Integer.MAX_VALUE).toBytes(), "sim");
    }

    private final class Jvm {
        final SimulatedProcess process = new SimulatedProcess(time);
        final SimulatedNetwork.End end = network.join(true, process);
        final Node node = new Node(
                end,
                new NodeOptions(
                        1,
                        time::now,
                        () -> time.now() / SimulatedTime.MILLI,
                        command -> process.after(0, command),
                        this::alarm,
                        null));
        final Map<String, KeyState> queues = new LinkedHashMap<>();
        private int busy;

        private void alarm(long nanos) {
            process.after(nanos, node::due);
        }

        void tick() {
            node.tick();
            process.after(TICK, this::tick);
        }

        boolean in(int members) {
            return node.view() != null
                    && node.view().members().size() == members
                    && node.view().alive(end.self().session())
                    && node.homesActive();
        }

        void work() {
            if (!stopped) {
                process.after(random.nextInt(40) * SimulatedTime.MILLI, this::call);
            }
        }

        private void call() {
            if (stopped) {
                return;
            }
            String name = names.get(random.nextInt(names.size()));
            busy++;
            withQueue(name, random.nextInt(5) < 3 ? this::put : this::take);
        }

        private void over() {
            busy--;
            work();
        }

        private void withQueue(String name, BiConsumer<String, KeyState> then) {
            KeyState known = queues.get(name);
            if (known != null) {
                then.accept(name, known);
                return;
            }
            node.execute(requests -> requests.submit(new Inquiry(Placement.partitionOf(name)) {
                @Override
                protected Request request(long reference) {
                    return new Request.Open(
                            reference, node.self().session(), name, QUEUES.get(name.split("-")[0]), null);
                }

                @Override
                protected void replied(Status status, byte[] bytes) {
                    throw new IllegalStateException("open ended with " + status);
                }

                @Override
                protected boolean opened(SessionMessage.Opened opened, KeyState key) {
                    queues.put(name, key);
                    process.after(0, () -> then.accept(name, key));
                    return true;
                }

                @Override
                protected void failed(RuntimeException reason) {
                    throw reason;
                }
            }));
        }

        private void put(String name, KeyState key) {
            String element = name + ":" + ++elements;
            byte[] text = element.getBytes(StandardCharsets.UTF_8);
            byte[] body = new byte[1 + (elements % LARGE == 0 ? LARGE_BYTES : text.length)];
            System.arraycopy(text, 0, body, 1, text.length);
            byte[] command = key.descriptor().kind() == Kind.DELAY_QUEUE
                    ? DelayCommand.offer(new DelayCommand.Delayed(5 * SimulatedTime.MILLI, body))
                    : key.descriptor().kind() == Kind.DEQUE && random.nextBoolean()
                            ? QueueCommand.offerFirst(body)
                            : QueueCommand.offer(body);
            observations.begun(element, time.now());
            submit(name, key, command, false, answer -> observations.added(element, time.now()));
        }

        void take(String name, KeyState key) {
            submit(name, key, QueueCommand.poll(), true, answer -> {
                byte[] body = QueueAnswer.element(answer);
                if (body != null) {
                    String element = new String(body, 1, body.length - 1, StandardCharsets.UTF_8).trim();
                    HealingObservations.Taking taking = observations.taken(element, time.now());
                    process.after(ASKED, () -> askWhetherKnown(name, taking));
                } else {
                    empty.add(name);
                }
            });
        }

        /** It is when all copies of this half have what was accepted here before. */
        private void askWhetherKnown(String name, HealingObservations.Taking taking) {
            node.execute(requests -> requests.submit(new Inquiry(Placement.partitionOf(name)) {
                @Override
                protected Request request(long reference) {
                    return new Request.Sync(reference);
                }

                @Override
                protected void replied(Status status, byte[] bytes) {
                    taking.knownAt(time.now());
                }

                @Override
                protected void failed(RuntimeException reason) {
                    throw reason;
                }
            }));
        }

        private void submit(String name, KeyState key, byte[] bytes, boolean takes, Consumer<byte[]> done) {
            node.execute(requests -> requests.submit(new Command(key, bytes, takes) {
                @Override
                protected boolean ended(Status status, byte[] answer) {
                    if (status == Status.OK) {
                        if (takes) {
                            Command self = this;
                            node.execute(r -> r.accept(self));
                        }
                        done.accept(answer);
                    } else if (status == Status.LOST) {
                        queues.remove(name, key);
                    } else {
                        violations.add("a call ended with " + status);
                    }
                    over();
                    return true;
                }

                @Override
                protected boolean lost() {
                    return false;
                }

                @Override
                protected void failed(RuntimeException reason) {
                    if (!(reason instanceof OutcomeUnknownException)) {
                        violations.add("a call failed: " + reason);
                    }
                    over();
                }
            }));
        }
    }

    private final SimulatedTime time = new SimulatedTime();
    private final Random random;
    private final SimulatedNetwork network;
    private final List<Jvm> jvms = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final List<String> violations = new ArrayList<>();
    private final HealingObservations observations = new HealingObservations();
    private final Set<String> empty = new LinkedHashSet<>();
    private int elements;
    private boolean stopped;

    HealingSimulation(long seed) {
        random = new Random(seed);
        int rough = random.nextInt(3);
        network = new SimulatedNetwork(
                time, random, new SimulatedNetwork.Weather(0.01 * rough, 0.01 * rough, 0.02 * rough), Quorum.NONE);
        for (String kind : List.of("fifo", "deque", "transfer", "delay")) {
            names.add(kind + "-1");
            names.add(kind + "-2");
        }
    }

    /** Runs and returns what should not have happened. */
    List<String> run() {
        int members = 2 + random.nextInt(4);
        for (int i = 0; i < members; i++) {
            Jvm jvm = new Jvm();
            jvms.add(jvm);
            jvm.node.start();
            jvm.tick();
        }
        await("a cluster", () -> jvms.stream().allMatch(j -> j.in(members)));
        jvms.forEach(Jvm::work);
        jvms.forEach(Jvm::work);
        for (int left = 1 + random.nextInt(3); left > 0; left--) {
            pass(1500);
            partAndMeet();
        }
        pass(500);
        stopped = true;
        await("all calls to end", () -> jvms.stream().allMatch(j -> j.busy == 0));
        pass(3000);
        for (String name : names) {
            drain(name);
        }
        violations.addAll(observations.violations());
        return violations;
    }

    /** How many elements were put while there were two halves. */
    long putApart() {
        return observations.putApart();
    }

    private void partAndMeet() {
        List<Jvm> shuffled = new ArrayList<>(jvms);
        Collections.shuffle(shuffled, random);
        List<Jvm> smaller = new ArrayList<>(shuffled.subList(0, 1 + random.nextInt(jvms.size() / 2)));
        List<Jvm> larger = new ArrayList<>(shuffled.subList(smaller.size(), jvms.size()));
        long parted = time.now();
        smaller.forEach(one -> larger.forEach(other -> part(one, other)));
        pass(3000);
        Collections.shuffle(smaller, random);
        long meeting = time.now();
        while (!smaller.isEmpty()) {
            Jvm next = smaller.remove(0);
            smaller.forEach(other -> part(next, other));
            // those who stay have heard of it before there is a new session, which they never see
            time.runUntil(time.now() + 200 * SimulatedTime.MILLI);
            larger.forEach(other -> network.unite(next.end, other.end));
            network.exclude(next.end);
            larger.add(next);
            if (random.nextBoolean()) {
                pass(600);
            }
        }
        await("one cluster", () -> jvms.stream().allMatch(j -> j.in(jvms.size())));
        observations.partedAndMet(parted, meeting, time.now());
    }

    private void part(Jvm one, Jvm other) {
        network.cut(one.end, other.end);
        network.cut(other.end, one.end);
        network.see(one.end, other.end, false);
        network.see(other.end, one.end, false);
    }

    private void drain(String name) {
        Jvm jvm = jvms.get(0);
        empty.remove(name);
        for (int left = 2 * elements + 10; !empty.contains(name); left--) {
            if (left == 0) {
                violations.add(name + " is never empty");
                return;
            }
            jvm.busy++;
            jvm.withQueue(name, jvm::take);
            await("a poll of " + name, () -> jvm.busy == 0);
        }
    }

    private void pass(int mostMillis) {
        time.runUntil(time.now() + (mostMillis / 16 + random.nextInt(mostMillis)) * SimulatedTime.MILLI);
    }

    private void await(String what, BooleanSupplier condition) {
        long deadline = time.now() + 60_000 * SimulatedTime.MILLI;
        while (!condition.getAsBoolean() && time.now() < deadline) {
            time.runUntil(time.now() + SimulatedTime.MILLI);
        }
        if (!condition.getAsBoolean()) {
            throw new IllegalStateException("waited in vain for " + what);
        }
    }
}
