package io.dipc.engine.network.hazelcast;

import io.dipc.engine.network.Member;
import io.dipc.engine.network.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Remembers what a network said, and waits for what it should say. */
final class RecordingListener implements Network.Listener {

    /** A frame, as text. */
    record Received(long from, String text) {}

    private static final long LIMIT = TimeUnit.MINUTES.toNanos(5);

    private final List<Received> frames = new ArrayList<>();
    private final List<List<Member>> lists = new ArrayList<>();
    private final StringBuilder events = new StringBuilder();
    private final List<Member> exclusions = new ArrayList<>();
    private final List<Long> over = new ArrayList<>();

    @Override
    public void frames(long from, List<byte[]> frames) {
        frames.forEach(frame -> frame(from, frame));
    }

    private synchronized void frame(long from, byte[] frame) {
        events.append(" frame");
        frames.add(new Received(from, new String(frame, java.nio.charset.StandardCharsets.UTF_8)));
        notifyAll();
    }

    @Override
    public synchronized void members(List<Member> oldestFirst) {
        events.append(events.isEmpty() ? "members" : " members");
        lists.add(oldestFirst);
        notifyAll();
    }

    @Override
    public synchronized void over(long session, boolean dead) {
        over.add(session);
        notifyAll();
    }

    @Override
    public synchronized void excluded(Member self) {
        events.append(" excluded");
        exclusions.add(self);
        notifyAll();
    }

    synchronized List<Member> members() {
        return lists.isEmpty() ? List.of() : lists.get(lists.size() - 1);
    }

    synchronized List<String> names() {
        return members().stream().map(Member::name).toList();
    }

    /** The kinds of all calls, in order. */
    synchronized String events() {
        return events.toString();
    }

    synchronized List<Received> frames() {
        return List.copyOf(frames);
    }

    /** Sessions that are over, in the order in which this was told. */
    synchronized List<Long> over() {
        return List.copyOf(over);
    }

    synchronized List<Member> exclusions() {
        return new ArrayList<>(exclusions);
    }

    /** Waits until the listener's state is as expected; fails, showing it, after some minutes. */
    synchronized void await(String what, Predicate<RecordingListener> expected) {
        long deadline = System.nanoTime() + LIMIT;
        while (!expected.test(this)) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError(
                        "expected: " + what + "; members " + lists + ", excluded " + exclusions + ", frames " + frames);
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, Math.max(left, 1_000_000));
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted", e);
            }
        }
    }

    void awaitMembers(String... names) {
        await("members " + List.of(names), state -> state.names().equals(List.of(names)));
    }

    void awaitSome() {
        await("members", state -> !state.members().isEmpty());
    }

    void awaitFrames(int count) {
        await(count + " frames", state -> state.frames.size() >= count);
    }
}
