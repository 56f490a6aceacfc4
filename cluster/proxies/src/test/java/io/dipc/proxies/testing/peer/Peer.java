package io.dipc.proxies.testing.peer;

import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The other JVM as the suite sees it. A thread that has it do something waits, with its interrupts, as if it did that
 * itself.
 */
public final class Peer {
    /** Where {@link PeerJvm} listens, if there is one. */
    private static final Integer PORT = Integer.getInteger("behaviour.peer");

    /** Longer than anything takes on a slow machine. */
    private static final long LIMIT_SECONDS = 300;

    private final Wire wire;
    private final AtomicLong last = new AtomicLong();
    private final Map<Long, Call> calls = new ConcurrentHashMap<>();
    private final Map<Thread, Call> callers = new ConcurrentHashMap<>();
    /** By the number of the call that they are about. */
    private final Map<Long, CompletableFuture<Boolean>> questions = new ConcurrentHashMap<>();

    /** A call that is being done there. */
    private static final class Call {
        private final long number;
        private final CompletableFuture<Wire.Result> result = new CompletableFuture<>();

        Call(long number) {
            this.number = number;
        }
    }

    private static final class Holder {
        private static final Peer PEER = connect();
    }

    private Peer(Wire wire) {
        this.wire = wire;
    }

    /** Whether this JVM has a peer. */
    public static boolean isThere() {
        return PORT != null;
    }

    public static Peer get() {
        return Holder.PEER;
    }

    private static Peer connect() {
        try {
            Peer peer = new Peer(new Wire(new Socket(InetAddress.getLoopbackAddress(), PORT)));
            Thread thread = new Thread(peer::receive, "from peer");
            thread.setDaemon(true);
            thread.start();
            return peer;
        } catch (IOException e) {
            throw new IllegalStateException("no peer at port " + PORT, e);
        }
    }

    /** A proxy in this JVM. */
    @SuppressWarnings("unchecked") // a proxy extends the class of the local object
    public static <T> T bindHere(String key, T local) {
        return (T) Place.bind(key, local);
    }

    /**
     * Has the peer store an object of its own in a field of its own.
     *
     * @param local the like of it, which stays as it is
     * @return stands for the peer's proxy
     */
    @SuppressWarnings("unchecked") // a subclass of the local object's class
    public <T> T bindThere(String key, T local) {
        try {
            // A DelayQueue cannot be sent, and is like any other one that is empty.
            Object sent =
                    local instanceof Serializable ? local : local.getClass().getName();
            call(new Wire.Request(key, sent, null, false));
        } catch (Throwable e) {
            throw new AssertionError("the peer cannot bind " + key, e);
        }
        return (T) RemoteObject.create(local.getClass(), key);
    }

    /** Whether an object stands for a proxy of the peer's. */
    public boolean has(Object object) {
        return RemoteObject.isOne(object);
    }

    /**
     * Has the peer do something.
     *
     * @param stub from {@link #bindThere}
     */
    @SuppressWarnings("unchecked") // the operation says so
    public <T, R> R apply(T stub, Operation<T, R> operation) throws Throwable {
        return (R) applyAt(RemoteObject.key(stub), operation);
    }

    Object applyAt(String key, Operation<?, ?> operation) throws Throwable {
        return call(new Wire.Request(key, null, operation, Thread.interrupted()));
    }

    private Object call(Wire.Request request) throws Throwable {
        Call call = new Call(last.incrementAndGet());
        calls.put(call.number, call);
        callers.put(Thread.currentThread(), call);
        try {
            wire.send(Wire.Subject.CALL, call.number, request);
            Wire.Result result = await(call);
            if (result.thrown() != null) {
                throw result.thrown();
            }
            return result.value();
        } finally {
            callers.remove(Thread.currentThread());
            calls.remove(call.number);
        }
    }

    private Wire.Result await(Call call) throws IOException {
        int interrupts = 0;
        while (true) {
            try {
                Wire.Result result = call.result.get(LIMIT_SECONDS, TimeUnit.SECONDS);
                if (result.interrupted() || interrupts > result.interrupts()) {
                    Thread.currentThread().interrupt();
                }
                return result;
            } catch (InterruptedException e) {
                interrupts++;
                wire.send(Wire.Subject.INTERRUPT, call.number, null);
            } catch (ExecutionException | TimeoutException e) {
                throw new AssertionError("the peer did not answer", e);
            }
        }
    }

    /** Whether a thread waits for the peer. */
    public boolean isCalledBy(Thread thread) {
        return callers.containsKey(thread);
    }

    /** Whether what a thread waits for at the peer waits itself there. */
    public boolean isBlockedFor(Thread thread) {
        Call call = callers.get(thread);
        if (call == null) {
            return false;
        }
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        questions.put(call.number, answer);
        try {
            wire.send(Wire.Subject.STATE, call.number, null);
            return answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (IOException | InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the peer did not say what it does", e);
        }
    }

    private void receive() {
        try {
            while (true) {
                Wire.Frame frame = wire.receive();
                if (frame.subject() == Wire.Subject.RESULT) {
                    calls.get(frame.number()).result.complete((Wire.Result) frame.body());
                } else {
                    questions.remove(frame.number()).complete((Boolean) frame.body());
                }
            }
        } catch (IOException | RuntimeException e) {
            calls.values().forEach(call -> call.result.completeExceptionally(e));
            questions.values().forEach(answer -> answer.completeExceptionally(e));
        }
    }
}
