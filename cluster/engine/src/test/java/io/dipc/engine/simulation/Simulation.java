package io.dipc.engine.simulation;

import io.dipc.engine.client.Command;
import io.dipc.engine.client.Inquiry;
import io.dipc.engine.client.KeyState;
import io.dipc.engine.node.Node;
import io.dipc.engine.node.NodeOptions;
import io.dipc.engine.protocol.Message;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.Status;
import io.dipc.engine.view.Placement;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.objects.queue.QueueParameters;
import io.dipc.objects.semaphore.SemaphoreAnswer;
import io.dipc.objects.semaphore.SemaphoreParameters;
import io.dipc.objects.semaphore.SemaphoreQuery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** One run: a cluster whose members come, leave and crash while clients work on a queue and a semaphore. */
final class Simulation {
    /** What happens in a run. */
    record Plan(
            int members,
            int clientsPerMember,
            int disturbances,
            boolean exclusions,
            SimulatedNetwork.Weather weather) {}

    private static final int PERMITS = 3;
    private static final int CAPACITY = 4;
    private static final long TICK = 25 * SimulatedTime.MILLI;

    private final class Jvm {
        final SimulatedNetwork.End network;
        final Node node;
        final List<SimulatedClient> clients = new ArrayList<>();
        KeyState queue;
        KeyState semaphore;
        boolean gone;

        Jvm(SimulatedNetwork.End network) {
            this.network = network;
            this.node = new Node(
                    network,
                    new NodeOptions(
                            1,
                            time::now,
                            () -> time.now() / SimulatedTime.MILLI,
                            command -> time.after(0, command),
                            this::alarm));
        }

        private void alarm(long nanos) {
            if (nanos <= 3_600_000 * SimulatedTime.MILLI) {
                time.after(nanos, () -> {
                    if (!gone) {
                        node.due();
                    }
                });
            }
        }
    }

    private final Plan plan;
    private final SimulatedTime time = new SimulatedTime();
    private final Random random;
    private final SimulatedNetwork network;
    private final History history = new History(PERMITS);
    private final List<Jvm> jvms = new ArrayList<>();
    private int started;

    Simulation(long seed, Plan plan) {
        this.plan = plan;
        this.random = new Random(seed);
        this.network = new SimulatedNetwork(time, random, plan.weather());
    }

    /** Runs and returns what should not have happened. */
    List<String> run() {
        for (int i = 0; i < plan.members(); i++) {
            start();
        }
        settle();
        for (int i = 0; i < plan.disturbances(); i++) {
            disturb();
            time.runUntil(time.now() + (200 + random.nextInt(3_000)) * SimulatedTime.MILLI);
            // one thing at a time: with one backup, two crashes within one recovery may lose an object
            settle();
        }
        jvms.forEach(j -> j.clients.forEach(SimulatedClient::stop));
        time.runUntil(time.now() + 20_000 * SimulatedTime.MILLI);
        for (Jvm jvm : jvms) {
            for (SimulatedClient client : jvm.clients) {
                history.check(client.finished(), client.name() + " hangs");
            }
        }
        drain(jvms.get(0));
        time.runUntil(time.now() + 20_000 * SimulatedTime.MILLI);
        int[] available = {Integer.MIN_VALUE};
        available(jvms.get(0), n -> available[0] = n);
        time.runUntil(time.now() + 5_000 * SimulatedTime.MILLI);
        history.finish(available[0]);
        return history.violations();
    }

    int operations() {
        return history.operations();
    }

    private void disturb() {
        int what = random.nextInt(4);
        if (what == 0 && jvms.size() > 1) {
            crash(jvms.remove(random.nextInt(jvms.size())));
        } else if (what == 1 && jvms.size() > 1) {
            leave(jvms.remove(random.nextInt(jvms.size())));
        } else if (what == 2 && jvms.size() > 1 && plan.exclusions()) {
            exclude(jvms.get(random.nextInt(jvms.size())));
        } else {
            start();
        }
    }

    /** Waits until all members are in one view whose partitions are all active, and all clients are at work. */
    private void settle() {
        for (int i = 0; i < 600 && !settled(); i++) {
            time.runUntil(time.now() + 50 * SimulatedTime.MILLI);
        }
        history.check(
                settled(),
                "the members do not settle: "
                        + jvms.stream().map(j -> j.node.view()).toList());
    }

    private boolean settled() {
        return jvms.stream()
                .allMatch(j -> j.node.view() != null
                        && j.node.view().number() == jvms.get(0).node.view().number()
                        && j.node.view().members().size() == jvms.size()
                        && j.node.homesActive()
                        && j.clients.size() == plan.clientsPerMember());
    }

    private void start() {
        SimulatedNetwork.End end = network.join(true);
        Jvm jvm = new Jvm(end);
        int number = started++;
        jvms.add(jvm);
        jvm.node.start();
        tick(jvm);
        open(jvm, "q", new Descriptor(Kind.FIFO_QUEUE, new QueueParameters(CAPACITY).toBytes(), "sim"), queue -> {
            jvm.queue = queue;
            open(
                    jvm,
                    "s",
                    new Descriptor(Kind.SEMAPHORE, new SemaphoreParameters(PERMITS, true, true).toBytes(), "sim"),
                    semaphore -> {
                        jvm.semaphore = semaphore;
                        begin(jvm, number);
                    });
        });
    }

    private void begin(Jvm jvm, int number) {
        if (jvm.gone) {
            return;
        }
        for (int i = 0; i < plan.clientsPerMember(); i++) {
            SimulatedClient client = new SimulatedClient(
                    "c" + number + "." + i, jvm.node, jvm.queue, jvm.semaphore, time, random, history);
            jvm.clients.add(client);
            client.next();
        }
    }

    private void tick(Jvm jvm) {
        if (!jvm.gone) {
            jvm.node.tick();
            time.after(TICK, () -> tick(jvm));
        }
    }

    private void crash(Jvm jvm) {
        jvm.gone = true;
        jvm.clients.forEach(SimulatedClient::die);
        network.crash(jvm.network);
    }

    private void exclude(Jvm jvm) {
        jvm.clients.forEach(SimulatedClient::excluded);
        network.exclude(jvm.network);
    }

    /** A program that ends in order: its threads finish what they do, then the JVM leaves. */
    private void leave(Jvm jvm) {
        jvm.clients.forEach(SimulatedClient::stop);
        leaveWhenFinished(jvm);
    }

    private void leaveWhenFinished(Jvm jvm) {
        if (!jvm.clients.stream().allMatch(SimulatedClient::finished)) {
            time.after(10 * SimulatedTime.MILLI, () -> leaveWhenFinished(jvm));
            return;
        }
        jvm.node.leave(true);
        jvm.node
                .gone()
                .thenRun(() -> time.after(0, () -> {
                    jvm.gone = true;
                    jvm.network.close();
                }));
    }

    private void drain(Jvm jvm) {
        jvm.node.execute(requests -> requests.submit(new Command(jvm.queue, QueueCommand.poll(), true) {
            @Override
            protected boolean ended(Status status, byte[] answer) {
                byte[] body = QueueAnswer.element(answer);
                if (body != null) {
                    history.taken("drain", new String(body, 1, body.length - 1, StandardCharsets.UTF_8));
                    Command self = this;
                    jvm.node.execute(r -> r.accept(self));
                    drain(jvm);
                }
                return true;
            }

            @Override
            protected void failed(RuntimeException reason) {
                history.check(false, "drain: " + reason);
            }
        }));
    }

    private void open(Jvm jvm, String key, Descriptor descriptor, Consumer<KeyState> opened) {
        ask(jvm, Placement.partitionOf(key), new Asked() {
            @Override
            public Request request(long reference) {
                return new Request.Open(reference, key, descriptor, null);
            }

            @Override
            public void opened(KeyState state) {
                opened.accept(state);
            }
        });
    }

    private void available(Jvm jvm, Consumer<Integer> result) {
        ask(jvm, Placement.partitionOf("s"), new Asked() {
            @Override
            public Request request(long reference) {
                return new Request.Query(reference, jvm.semaphore.incarnation(), SemaphoreQuery.available());
            }

            @Override
            public void replied(byte[] bytes) {
                result.accept(SemaphoreAnswer.number(bytes));
            }
        });
    }

    private interface Asked {
        Request request(long reference);

        default void opened(KeyState state) {}

        default void replied(byte[] bytes) {}
    }

    private void ask(Jvm jvm, int partition, Asked asked) {
        jvm.node.execute(requests -> requests.submit(new Inquiry(partition) {
            @Override
            protected Request request(long reference) {
                return asked.request(reference);
            }

            @Override
            protected void replied(Status status, byte[] bytes) {
                history.check(status == Status.OK, "an inquiry ended with " + status);
                asked.replied(bytes);
            }

            @Override
            protected void opened(Message.Opened message, KeyState state) {
                asked.opened(state);
            }

            @Override
            protected void failed(RuntimeException reason) {
                history.check(jvm.gone, "an inquiry failed: " + reason);
            }
        }));
    }

    /** For messages about a failing run. */
    static String describe(List<String> violations) {
        return violations.stream()
                .sorted(Comparator.naturalOrder())
                .limit(10)
                .toList()
                .toString();
    }
}
