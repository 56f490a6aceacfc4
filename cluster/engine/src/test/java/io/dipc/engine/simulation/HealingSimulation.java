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
 * clients put elements and take them. Nothing of which a client was told that it was put may be lost; elements that were
 * there when the halves parted, or whose taking was not known to all copies when they met, may be taken once more.
 */
final class HealingSimulation {
    private static final long TICK = 25 * SimulatedTime.MILLI;
    /** Longer than a call takes, and what follows from it, if nothing is lost on the way. */
    private static final long ARRIVES = 400 * SimulatedTime.MILLI;

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
            begun.put(element, time.now());
            submit(name, key, command, false, answer -> added.put(element, time.now()));
        }

        void take(String name, KeyState key) {
            submit(name, key, QueueCommand.poll(), true, answer -> {
                byte[] body = QueueAnswer.element(answer);
                if (body != null) {
                    String element = new String(body, 1, body.length - 1, StandardCharsets.UTF_8).trim();
                    Taking taking = new Taking(time.now());
                    taken.computeIfAbsent(element, e -> new ArrayList<>()).add(taking);
                    process.after(ASKED, () -> askWhetherKnown(name, taking));
                } else {
                    empty.add(name);
                }
            });
        }

        /** It is when all copies of this half have what was accepted here before. */
        private void askWhetherKnown(String name, Taking taking) {
            node.execute(requests -> requests.submit(new Inquiry(Placement.partitionOf(name)) {
                @Override
                protected Request request(long reference) {
                    return new Request.Sync(reference);
                }

                @Override
                protected void replied(Status status, byte[] bytes) {
                    taking.known = time.now();
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
    /** Elements, and when somebody began to put them. */
    private final Map<String, Long> begun = new LinkedHashMap<>();

    private final Map<String, Long> added = new LinkedHashMap<>();
    private final Map<String, List<Taking>> taken = new LinkedHashMap<>();
    private final Set<String> empty = new LinkedHashSet<>();
    private final List<Round> rounds = new ArrayList<>();
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
        check();
        return violations;
    }

    /** How many elements were put while there were two halves. */
    long putApart() {
        return added.entrySet().stream()
                .filter(e ->
                        rounds.stream().anyMatch(r -> begun.get(e.getKey()) > r.parted() && e.getValue() < r.meeting()))
                .count();
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
        rounds.add(new Round(parted, meeting, time.now()));
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

    private void check() {
        List<String> lost =
                added.keySet().stream().filter(e -> !taken.containsKey(e)).toList();
        if (!lost.isEmpty()) {
            violations.add("lost: " + lost);
        }
        taken.forEach((element, times) -> {
            if (!begun.containsKey(element)) {
                violations.add("unexpected: " + element);
            }
            if (times.size() > 1 && !mayBeTakenTwice(element, times)) {
                violations.add("duplicated: " + element + ", put from " + begun.get(element) + " to "
                        + added.get(element) + ", taken at " + times + " in " + rounds);
            }
        });
    }

    /** Whether two halves explain each further time that it was taken. */
    private boolean mayBeTakenTwice(String element, List<Taking> times) {
        for (int i = 1; i < times.size(); i++) {
            Taking first = times.get(i - 1);
            Taking second = times.get(i);
            if (rounds.stream()
                    .noneMatch(r -> r.explains(begun.get(element), added.getOrDefault(element, 0L), first, second))) {
                return false;
            }
        }
        return true;
    }

    /** That somebody has got an element. */
    private static final class Taking {
        private final long at;
        /** When all copies of the taker's half were known to have heard of it: later, if messages were lost. */
        private long known = Long.MAX_VALUE;

        Taking(long at) {
            this.at = at;
        }

        @Override
        public String toString() {
            return at + (known == Long.MAX_VALUE ? " (never known)" : " (known at " + known + ")");
        }
    }

    /** When halves parted, began to meet, and were one. */
    private record Round(long parted, long meeting, long met) {
        boolean explains(long begun, long ended, Taking first, Taking second) {
            boolean inBoth = begun <= parted + ARRIVES && second.at >= parted;
            // Who leaves the smaller half alone parts from it, too.
            boolean inProgress = whileMeeting(begun) || begun < meeting && ended >= meeting;
            return inBoth || inProgress || unknownWhileMeeting(first) || unknownWhileMeeting(second);
        }

        /** Who met the others meanwhile has offered it again if its copy was one that had not heard of it. */
        private boolean unknownWhileMeeting(Taking taking) {
            return taking.at <= met + ARRIVES && taking.known >= meeting;
        }

        private boolean whileMeeting(long when) {
            return when >= meeting - ARRIVES && when <= met + ARRIVES;
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
