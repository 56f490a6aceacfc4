package io.dipc.engine.node;

import io.dipc.ClusterUnavailableException;
import io.dipc.engine.Standing;
import io.dipc.engine.client.Requests;
import io.dipc.engine.client.Submitter;
import io.dipc.engine.link.Traffic;
import io.dipc.engine.network.Member;
import io.dipc.engine.network.Network;
import io.dipc.engine.protocol.Message;
import io.dipc.engine.protocol.Request;
import io.dipc.engine.replication.Doubts;
import io.dipc.engine.view.View;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member of the cluster, from its start to its end: its {@link Session}, and the next one if that is over, and what
 * this JVM asks of the cluster in all of them. One input at a time: inputs are frames, changes of membership, requests of
 * this JVM and ticks; the {@link Mailbox} orders them. Given the same inputs in the same order, a node does the same: the
 * simulation relies on it.
 */
public final class Node implements Network.Listener, Submitter, Standing {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    /** Every how many ticks answers that have arrived are confirmed, and homes look for what may be forgotten. */
    private static final int TICKS_PER_ROUND = 20;

    private final Network network;
    private final NodeOptions options;
    private final Mailbox mailbox;
    private final Traffic traffic = new Traffic();
    private final Doubts doubts = new Doubts();
    private final Requests requests;
    private final Surveys surveys;
    private final Session.Surroundings surroundings;
    private final Patience patience;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final CompletableFuture<Boolean> entered = new CompletableFuture<>();

    private volatile Session session;
    private volatile int exclusions;
    private int ticks;
    private boolean finishing;
    private volatile boolean closed;

    public Node(Network network, NodeOptions options) {
        this.network = network;
        this.options = options;
        this.mailbox = new Mailbox(this::settle, options.executor(), this::broken);
        this.requests = new Requests(new RequestsPort());
        this.surveys = new Surveys(new SurveysPort());
        this.surroundings =
                new Session.Surroundings(network, options, traffic, doubts, requests, surveys, this::excludedByOthers);
        this.patience =
                new Patience(options.voting() == null ? 0 : options.voting().leaseMillis() * 1_000_000);
        begin(network.self());
    }

    /** Starts to listen to the network. */
    public void start() {
        network.start(this);
    }

    /** What has been sent so far. */
    public Traffic traffic() {
        return traffic;
    }

    /** What homes here have kept aside so far, and what became of it. */
    public Doubts doubts() {
        return doubts;
    }

    /** The current view, or null if there is none yet. */
    public View view() {
        return session.view();
    }

    /** This JVM as a member. */
    public Member self() {
        return session.self();
    }

    @Override
    public long session() {
        return session.self().session();
    }

    @Override
    public long leaseNanos() {
        return closed ? 0 : session.leaseNanos();
    }

    /** Whether all partitions whose home this member is are active. Exact only on the node's thread. */
    public boolean homesActive() {
        return session.homesActive();
    }

    /**
     * How many elements homes here keep aside, since they may have arrived at sessions that are over. Exact only on the
     * node's thread.
     */
    public int inDoubt() {
        return session.inDoubt();
    }

    /** Whether this member may answer now. Exact only on the node's thread. */
    public boolean leased() {
        return session.leased();
    }

    /** Completed when this member has handed over everything, or is out of the cluster. */
    public CompletableFuture<Void> gone() {
        return gone;
    }

    /**
     * Completed when this member is in its first view, or its end has come: true; or when those whom it has joined are
     * gone before they took it in, and it had better join again: false.
     */
    public CompletableFuture<Boolean> entered() {
        return entered;
    }

    @Override
    public void execute(Action action) {
        mailbox.post(() -> action.on(requests));
    }

    @Override
    public void execute(Action action, Caller caller) {
        mailbox.post(new Call(action, caller));
    }

    /** An input that somebody waits for. */
    private final class Call implements Runnable {
        private final Action action;
        private final Caller caller;

        Call(Action action, Caller caller) {
            this.action = action;
            this.caller = caller;
        }

        @Override
        public void run() {
            action.on(requests);
        }
    }

    @Override
    public int exclusions() {
        return exclusions;
    }

    @Override
    public boolean cutOff() {
        // Of a lease that has just begun patience knows at the next tick.
        return patience.lost() && session.leaseNanos() <= 0;
    }

    @Override
    public void frames(long from, List<byte[]> frames) {
        postUnlessClosed(() -> frames.forEach(frame -> session.received(from, frame)));
    }

    @Override
    public void members(List<Member> oldestFirst) {
        postUnlessClosed(() -> session.members(oldestFirst));
    }

    @Override
    public void over(long ended, boolean dead) {
        postUnlessClosed(() -> session.over(ended, dead));
    }

    @Override
    public void excluded(Member newSelf) {
        postUnlessClosed(() -> reborn(newSelf));
    }

    /** Views go on without this session. */
    private void excludedByOthers() {
        // Not in the middle of what the membership is doing.
        postUnlessClosed(() -> reborn(network.renew()));
    }

    /** Time has passed; to be called every 10 to 100 ms. */
    public void tick() {
        postUnlessClosed(this::ticked);
    }

    /** The alarm that was asked for: to be called then, or earlier. */
    public void due() {
        postUnlessClosed(() -> session.due());
    }

    private void postUnlessClosed(Runnable input) {
        mailbox.post(() -> {
            if (!closed) {
                input.run();
            }
        });
    }

    /** Ends the session: says goodbye and hands over. {@link #gone()} tells when that is done. */
    public void leave(boolean orderly) {
        mailbox.post(() -> {
            if (!finishing) {
                finishing = true;
                requests.finish(
                        orderly,
                        () -> new ClusterUnavailableException(
                                "this JVM has left the cluster; distributed objects cannot be used any more"),
                        () -> {
                            if (!closed) {
                                session.leave(orderly);
                            }
                        });
            }
        });
    }

    /** Asks all members what they know. */
    public CompletableFuture<List<Survey>> survey() {
        CompletableFuture<List<Survey>> result = new CompletableFuture<>();
        mailbox.post(() -> {
            if (closed) {
                result.completeExceptionally(new ClusterUnavailableException("this JVM has left the cluster"));
            } else {
                surveys.begin(result);
            }
        });
        return result;
    }

    private void begin(Member self) {
        session = new Session(self, session, surroundings);
        patience.begin(now());
    }

    private void reborn(Member newSelf) {
        if (newSelf == null) {
            close(() -> new ClusterUnavailableException("the cluster was closed under this JVM"));
            return;
        }
        LOG.warn("this JVM was excluded from the cluster and joins it again; what its threads held has gone to others");
        Session old = session;
        begin(newSelf);
        requests.offerAgain(old.parted());
        requests.sessionLost(old.self().session(), old::completed);
        // Who sees this number sees what the exclusion did to what was granted before.
        exclusions++;
        surveys.again();
    }

    /** A state that cannot be: nothing that this node says can be trusted any more, so it says nothing more. */
    private void broken(Throwable cause, Runnable input) {
        Supplier<RuntimeException> reason = () -> new ClusterUnavailableException(
                "this JVM has left the cluster because of an internal error: " + cause, cause);
        if (input instanceof Call call) {
            // Perhaps not yet among the requests that are failed when the node closes.
            call.caller.failed(reason.get());
        }
        if (closed) {
            return;
        }
        // First of all: should telling fail too, nothing more is done with a state that cannot be trusted.
        close(reason);
        LOG.error("internal error; this JVM leaves the cluster: {}", cause.toString(), cause);
    }

    private void close(Supplier<RuntimeException> reason) {
        if (!closed) {
            closed = true;
            try {
                requests.close(reason);
                surveys.close(reason.get());
            } finally {
                gone.complete(null);
                entered.complete(true);
            }
        }
    }

    private void ticked() {
        session.tick();
        boolean leased = session.leased();
        patience.tick(now(), leased);
        if (patience.stranded(now(), session.stranded())) {
            entered.complete(false);
        }
        if (!leased) {
            patience.complain(now(), session);
            return;
        }
        session.send();
        if (++ticks % TICKS_PER_ROUND == 0) {
            patience.complain(now(), session);
            requests.tick();
            session.forget();
        }
    }

    /** Runs when an input and everything that it caused is done. */
    private void settle() {
        if (session.view() != null) {
            entered.complete(true);
        }
        // Without a lease nothing goes out, and nothing that came in is used, until a majority has been heard from.
        if (closed || !session.leased()) {
            return;
        }
        session.settle();
        if (session.left()) {
            closed = true;
            gone.complete(null);
        }
    }

    private long now() {
        return options.nanoClock().getAsLong();
    }

    private final class RequestsPort implements Requests.Port {
        @Override
        public long self() {
            return session.self().session();
        }

        @Override
        public void ask(int partition, Request request, boolean urgent) {
            session.ask(partition, request, urgent);
        }
    }

    private final class SurveysPort implements Surveys.Port {
        @Override
        public View view() {
            return session.view();
        }

        @Override
        public void send(long receiver, Message message) {
            session.send(receiver, message, true);
        }

        @Override
        public Survey own() {
            return session.survey();
        }
    }
}
