package io.dipc.engine;

import io.dipc.ClusterUnavailableException;
import io.dipc.KindMismatchException;
import io.dipc.engine.client.BlockingHandle;
import io.dipc.engine.client.BlockingInquiry;
import io.dipc.engine.network.Network;
import io.dipc.engine.node.Node;
import io.dipc.engine.node.NodeOptions;
import io.dipc.engine.node.Survey;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.SessionMessage;
import io.dipc.engine.protocol.Status;
import io.dipc.engine.view.Placement;
import io.dipc.engine.view.View;
import io.dipc.engine.view.ViewMember;
import io.dipc.engine.view.VotingOptions;
import io.dipc.objects.Descriptor;
import io.dipc.objects.ObjectInfo;
import io.dipc.objects.codec.WireReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The cluster over a network: a node, its clock, and what application threads call. */
public final class EngineCluster implements Cluster, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EngineCluster.class);
    private static final int LONGEST_KEY = 1000;
    /** At least; so that some may be lost without harm. */
    private static final int HEARTBEATS_PER_LEASE = 5;

    private final Network network;
    private final Node node;
    private final ExecutorService helper;
    private final Ticker ticker;
    private final long settleNanos;
    private volatile Companion companion;
    private volatile boolean closed;

    private EngineCluster(Network network, ClusterOptions options) {
        this.network = network;
        this.settleNanos = options.detection().toNanos() * 2;
        this.helper = Executors.newSingleThreadExecutor(work -> daemon(work, "dipc-engine"));
        this.ticker = new Ticker(() -> node().tick(), () -> node().due(), work -> daemon(work, "dipc-ticker"));
        this.node = new Node(
                network,
                new NodeOptions(
                        options.backups(),
                        System::nanoTime,
                        System::currentTimeMillis,
                        helper,
                        ticker::alarmAfter,
                        network.quorum() == Quorum.NONE ? null : voting(options)));
    }

    private static VotingOptions voting(ClusterOptions options) {
        long heartbeat =
                Math.min(options.heartbeat().toNanos(), options.detection().toNanos() / HEARTBEATS_PER_LEASE);
        return new VotingOptions(
                options.backups(),
                options.detection().toMillis(),
                heartbeat,
                true,
                System::nanoTime,
                System::currentTimeMillis,
                new Random());
    }

    /**
     * Starts to take part in the cluster.
     *
     * @param network an open network that nobody listens to; closed when this cluster is left
     */
    public static EngineCluster start(Network network, ClusterOptions options) {
        EngineCluster cluster = new EngineCluster(network, options);
        cluster.node.start();
        cluster.ticker.start();
        // A node that cannot go on must not stay a member that answers nothing.
        cluster.node
                .gone()
                .thenRunAsync(cluster::close, work -> daemon(work, "dipc-close").start());
        return cluster;
    }

    /**
     * Takes part in the cluster. Waits until this member is in it, uninterruptibly. If those whom it has found are gone
     * before they took it in, it looks for others.
     *
     * @param networks opens one
     * @throws ClusterUnavailableException if there is no cluster to join, and none may be founded
     */
    public static EngineCluster join(Supplier<Network> networks, ClusterOptions options) {
        while (true) {
            EngineCluster cluster = start(networks.get(), options);
            if (cluster.node.entered().join()) {
                return cluster;
            }
            LOG.debug("the members that were found are gone; joining again");
            cluster.close();
        }
    }

    @Override
    public ObjectHandle open(String key, Descriptor descriptor, byte[] contents) {
        if (key.isEmpty() || key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException(
                    "key of " + key.length() + " characters (expected: 1 to " + LONGEST_KEY + "): " + key);
        }
        BlockingInquiry inquiry = new BlockingInquiry(
                        Placement.partitionOf(key),
                        key,
                        reference -> new Request.Open(reference, node.self().session(), key, descriptor, contents))
                .ask(node);
        SessionMessage.Opened opened = inquiry.opened();
        if (opened == null) {
            if (inquiry.status() != Status.MISMATCH) {
                throw new IllegalStateException(key + ": unexpected answer to open: " + inquiry.status());
            }
            WireReader existing = new WireReader(inquiry.bytes());
            throw new KindMismatchException(key + " is a " + existing.getString() + ", created by "
                    + existing.getString() + "; " + descriptor.creator() + " wants to store a "
                    + descriptor.kind().words() + " there; use another key for one of them");
        }
        return new BlockingHandle(inquiry.key(), opened.created(), node, settleNanos, this::beforeGiving);
    }

    @Override
    public Standing standing() {
        return node;
    }

    @Override
    public void accompany(Companion next) {
        companion = next;
    }

    private void beforeGiving() {
        Companion current = companion;
        if (current != null) {
            current.beforeGiving();
        }
    }

    @Override
    public boolean remove(String key) {
        BlockingInquiry inquiry = new BlockingInquiry(
                        Placement.partitionOf(key),
                        false,
                        reference -> new Request.Remove(reference, node.self().session(), key))
                .ask(node);
        return inquiry.bytes()[0] != 0;
    }

    @Override
    public List<KeyInfo> keys() {
        List<Survey> surveys = survey();
        View view = currentView();
        Placement placement = new Placement(view);
        Map<String, String> threads = new HashMap<>();
        for (Survey survey : surveys) {
            for (Survey.WaitingThread thread : survey.threads()) {
                threads.put(survey.session() + "/" + thread.incarnation() + "/" + thread.slot(), thread.name());
            }
        }
        List<KeyInfo> keys = new ArrayList<>();
        for (Survey survey : surveys) {
            for (Survey.Key key : survey.keys()) {
                List<KeyInfo.Waiter> waiting = new ArrayList<>();
                for (ObjectInfo.Waiting w : key.info().waiting()) {
                    String thread =
                            threads.getOrDefault(w.id().session() + "/" + key.incarnation() + "/" + w.id().slot(), "?");
                    waiting.add(new KeyInfo.Waiter(name(view, w.id().session()), thread, w.operation()));
                }
                keys.add(new KeyInfo(
                        key.name(),
                        key.kind(),
                        key.info().state(),
                        name(view, survey.session()),
                        Arrays.stream(placement.backups(key.partition()))
                                .mapToObj(s -> name(view, s))
                                .toList(),
                        key.creator(),
                        waiting,
                        key.info().holders().stream()
                                .map(h -> holder(view, h.session()) + " (" + h.count() + ")")
                                .toList()));
            }
        }
        keys.sort(Comparator.comparing(KeyInfo::key));
        return keys;
    }

    @Override
    public List<MemberInfo> members() {
        Map<Long, Survey> surveys = new HashMap<>();
        survey().forEach(s -> surveys.put(s.session(), s));
        List<MemberInfo> members = new ArrayList<>();
        for (ViewMember m : currentView().members()) {
            Survey survey = surveys.get(m.member().session());
            members.add(new MemberInfo(
                    m.member().name(),
                    m.member().address(),
                    m.leaving() ? "leaving" : m.member().hosts() ? "host" : "tool",
                    m.member().session() == node.self().session(),
                    survey == null ? 0 : survey.frames(),
                    survey == null ? 0 : survey.messages()));
        }
        return members;
    }

    @Override
    public void leave(boolean orderly, long nanos) {
        if (closed) {
            return;
        }
        long start = System.nanoTime();
        Companion current = companion;
        if (current != null) {
            current.beforeLeaving(nanos);
        }
        node.leave(orderly);
        try {
            node.gone().get(Math.max(0, nanos - (System.nanoTime() - start)), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            LOG.warn("not everything could be handed over in {} ms; the backups go on with it", nanos / 1_000_000);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close();
        }
    }

    /** Leaves at once, as if by a crash. Whoever comes second waits for the first. */
    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            ticker.stop();
            network.close();
            helper.shutdown();
        }
    }

    private View currentView() {
        View view = node.view();
        if (view == null) {
            throw new ClusterUnavailableException("this JVM was excluded from the cluster a moment ago; ask again");
        }
        return view;
    }

    private List<Survey> survey() {
        try {
            return node.survey().join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ClusterUnavailableException unavailable) {
                throw unavailable;
            }
            throw e;
        }
    }

    /** For those who are made before it. */
    private Node node() {
        return node;
    }

    /** A session that is over keeps what it holds where its JVM ended in order, or where nothing is returned at a crash. */
    private static String holder(View view, long session) {
        return view.find(session) == null ? "an ended JVM" : name(view, session);
    }

    private static String name(View view, long session) {
        ViewMember member = view.find(session);
        return member == null ? Long.toHexString(session) : member.member().name();
    }

    private static Thread daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        return thread;
    }
}
