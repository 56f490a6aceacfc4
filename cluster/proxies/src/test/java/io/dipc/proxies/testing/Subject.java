package io.dipc.proxies.testing;

import io.dipc.OnCrash;
import io.dipc.engine.Cluster;
import io.dipc.engine.ClusterOptions;
import io.dipc.engine.EngineCluster;
import io.dipc.engine.Quorum;
import io.dipc.engine.Role;
import io.dipc.proxies.binding.BindRequest;
import io.dipc.proxies.binding.ProxyBinder;
import io.dipc.proxies.elements.ElementFilter;
import io.dipc.proxies.testing.peer.Operation;
import io.dipc.proxies.testing.peer.Peer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * What a behaviour suite is run against: the JDK's own objects, which show that the suite is right, or proxies of them
 * over some cluster.
 */
public final class Subject implements AutoCloseable {

    /** Where the objects live. */
    public enum Place {
        /** In the JDK's class. */
        JDK,
        /** In a state machine behind a lock. */
        LOCAL,
        /** In an engine that is alone. */
        ONE_MEMBER,
        /** In two engines, each with a proxy. */
        TWO_MEMBERS,
        /** In a cluster of two JVMs under the packaged agent, each with a proxy. */
        PEER_JVM
    }

    /** Nobody is to be taken for dead, however busy the machine is. */
    private static final Duration DETECTION = Duration.ofMinutes(2);

    private static final AtomicInteger LAST_KEY = new AtomicInteger();

    private final Place place;
    private final int members;
    /** Null if there are none. */
    private final Helpers helpers;

    private final List<Cluster> clusters = new ArrayList<>();
    private final List<ProxyBinder> binders = new ArrayList<>();

    public Subject(Place place) {
        this(place, place == Place.TWO_MEMBERS ? 2 : 1, null);
    }

    private Subject(Place place, int members, Helpers helpers) {
        this.place = place;
        this.members = members;
        this.helpers = helpers;
    }

    /** In three engines; the second and the third work for the executors of the first, as helpers do. */
    public static Subject withTwoHelpers() {
        return new Subject(Place.TWO_MEMBERS, 3, new Helpers());
    }

    /** All places that there are in this JVM: with a peer that one, else all others. */
    public static Stream<Place> places() {
        return Stream.of(Place.values()).filter(place -> (place == Place.PEER_JVM) == Peer.isThere());
    }

    /** A new object of the class and the parameters of the local one. */
    public <T> T of(T local) {
        return at(0, local, "key" + LAST_KEY.incrementAndGet());
    }

    /** The same, under a key that may have been used before. */
    public <T> T of(T local, String key) {
        return at(0, local, key);
    }

    /** Removes a key, as {@code rm} does. */
    public void remove(String key) {
        if (!clusters.get(0).remove(key)) {
            throw new AssertionError("there is no key " + key);
        }
    }

    /**
     * A member works for no executor any more, as one does that ends in order.
     *
     * @return whether the tasks that it has begun have ended
     */
    public boolean stopsWorking(int member) throws InterruptedException {
        return binders.get(member).workers().close(TimeUnit.MINUTES.toNanos(5));
    }

    /**
     * A new object as two threads see it that may be on different members.
     *
     * @return two references, to one object or to two proxies of one
     */
    public <T> Pair<T> pairOf(T local) {
        String key = "key" + LAST_KEY.incrementAndGet();
        if (place == Place.PEER_JVM) {
            T here = at(0, local, key);
            return new Pair<>(here, Peer.get().bindThere(key, local));
        }
        T first = at(0, local, key);
        return new Pair<>(first, place == Place.TWO_MEMBERS ? at(1, local, key) : first);
    }

    /**
     * @param one one reference
     * @param other the same or another reference to the same object; of a peer's, its methods can be called, no more
     */
    public record Pair<T>(T one, T other) {}

    /**
     * Does something where a reference is.
     *
     * @param target one of a pair's
     */
    public <T, R> R apply(T target, Operation<T, R> operation) {
        try {
            return Peer.isThere() && Peer.get().has(target)
                    ? Peer.get().apply(target, operation)
                    : operation.apply(target);
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /** A reference to the object that methods of {@code one} may be given: {@code other}, unless that is a peer's. */
    public <T> T argument(Pair<T> pair) {
        return place == Place.PEER_JVM ? pair.one() : pair.other();
    }

    /** How many JVMs work for an executor, each with as many threads as it was made with. */
    public int workingJvms() {
        return helpers == null ? 1 : members;
    }

    public boolean isJdk() {
        return place == Place.JDK;
    }

    @Override
    public void close() {
        if (helpers != null) {
            helpers.close();
        }
        binders.forEach(ProxyBinder::close);
        for (int i = clusters.size() - 1; i >= 0; i--) {
            if (clusters.get(i) instanceof EngineCluster engine) {
                engine.close();
            }
        }
    }

    @Override
    public String toString() {
        return helpers == null ? place.toString() : "WITH_TWO_HELPERS";
    }

    @SuppressWarnings("unchecked") // a proxy extends the class of the local object
    private <T> T at(int member, T local, String key) {
        if (place == Place.JDK) {
            return local;
        }
        if (place == Place.PEER_JVM) {
            return Peer.bindHere(key, local);
        }
        start();
        BindRequest request = new BindRequest(
                "field " + key,
                key,
                null,
                true,
                local instanceof ExecutorService
                        ? ExecutorService.class.getName()
                        : local.getClass().getName(),
                Subject.class.getClassLoader(),
                OnCrash.DEFAULT);
        T proxy = (T) binders.get(member).bind(local, request);
        if (helpers != null && local instanceof ExecutorService) {
            helpers.await(key);
        }
        return proxy;
    }

    private synchronized void start() {
        if (!clusters.isEmpty()) {
            return;
        }
        if (place == Place.LOCAL) {
            clusters.add(new LocalCluster());
        } else {
            for (LoopbackNetwork network : LoopbackNetwork.connect(members)) {
                clusters.add(EngineCluster.start(network, options(network.self().name())));
            }
        }
        for (Cluster cluster : clusters) {
            String name = "member" + binders.size();
            binders.add(new ProxyBinder(
                    () -> cluster, new ProxyBinder.Settings(name, ElementFilter.standard(), false, type -> {})));
            if (helpers != null && binders.size() > 1) {
                helpers.add(cluster, name, binders.get(binders.size() - 1));
            }
        }
    }

    private static ClusterOptions options(String name) {
        return new ClusterOptions(
                "test",
                "127.0.0.1",
                0,
                0,
                List.of(),
                false,
                "",
                Duration.ofMillis(500),
                DETECTION,
                1,
                Quorum.MAJORITY,
                true,
                Path.of("target"),
                Role.HOST,
                name);
    }
}
