package io.dipc.it.memory.apps;

import io.dipc.Distributed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Runs litmus tests on many cells at a time: {@code Litmus JVM TEST,… MODE,… ROUNDS}, in two JVMs, 0 and 1. Modes are {@code
 * plain2}, {@code plain1}, {@code volatile2} and {@code volatile1}: the accesses, and whether the actors are in both JVMs in
 * turn or all of them in JVM 0; which judges: it prints {@code TEST ACCESSES JVMS forbidden N of M: OUTCOME=COUNT …}.
 *
 * <p>All actors go through the cells at the same time, in one order and with delays that differ: in that of the memory, with
 * the variables in different pages and in the same ones; and in a random one with fewer cells, where each access is likely
 * to be of a page that another actor has.
 */
public final class Litmus {

    private static final int CELLS = 4096;
    private static final int FEWER = 256;
    private static final int WAYS = 3;
    private static final int MOST_ACTORS = 4;

    /** A page where the actors meet, and one of each where it tells how far it is. */
    private static final int MEETING_POINT = (1 + MOST_ACTORS) * Cells.PAGE;

    /** Of a test in one mode and place. */
    private static final int BYTES = 2 * Cells.bytes(CELLS) + Cells.bytes(FEWER) + MEETING_POINT;

    /** Up to how many spins there are before an access, by round. */
    private static final int[] DELAYS = {4, 0, 24};

    /** Actors of one JVM wait for each other this often, but not for ever. */
    private static final int STEP = 32;

    /** Actors of different JVMs wait for each other so many times in a round. */
    private static final int MEETINGS = 4;

    private static final int SPINS = 300;
    private static final int YIELDS = 10;

    @Distributed("litmus.memory")
    private static MappedByteBuffer memory;

    /** What actors have read in a round, or why they could not. */
    @Distributed("litmus.outcomes")
    private static final BlockingQueue<Outcome> OUTCOMES = new LinkedBlockingQueue<>();

    /** By actor, first of those in one JVM, then of those in two: may begin the next round. */
    @Distributed("litmus.turns")
    private static final Semaphore[] TURNS =
            Stream.generate(() -> new Semaphore(0)).limit(2 * MOST_ACTORS).toArray(Semaphore[]::new);

    /**
     * What an actor has seen in a round.
     *
     * @param read by cell
     * @param error null unless there was one
     */
    private record Outcome(int actor, byte[] read, String error) {}

    private final LitmusTest test;
    private final boolean isVolatile;
    private final int jvms;
    private final int rounds;
    private final int offset;
    /** How far the actors of this JVM are, each in a cache line of its own. */
    private final AtomicIntegerArray progress = new AtomicIntegerArray(MOST_ACTORS * STEP);

    private List<Integer> here;

    private Litmus(LitmusTest test, boolean isVolatile, int jvms, int rounds) {
        this.test = test;
        this.isVolatile = isVolatile;
        this.jvms = jvms;
        this.rounds = rounds;
        offset = (test.ordinal() * 4 + (isVolatile ? 2 : 0) + jvms - 1) * BYTES;
    }

    public static void main(String[] args) throws InterruptedException {
        int jvm = Integer.parseInt(args[0]);
        memory = MappedFile.ofZeros(LitmusTest.values().length * 4 * BYTES);
        System.out.println("ready");
        for (String name : args[1].split(",")) {
            for (String mode : args[2].split(",")) {
                boolean isVolatile = mode.startsWith("volatile");
                int jvms = mode.endsWith("1") ? 1 : 2;
                new Litmus(LitmusTest.valueOf(name), isVolatile, jvms, Integer.parseInt(args[3])).run(jvm);
            }
        }
    }

    private void run(int jvm) throws InterruptedException {
        here = IntStream.range(0, test.actors())
                .filter(actor -> actor % jvms == jvm)
                .boxed()
                .toList();
        List<Thread> actors = here.stream()
                .map(actor -> new Thread(() -> play(actor), test + "-" + actor))
                .toList();
        actors.forEach(Thread::start);
        if (jvm == 0) {
            judge();
        }
        for (Thread actor : actors) {
            actor.join();
        }
    }

    private void play(int actor) {
        int last = test.last();
        int second = offset + Cells.bytes(CELLS);
        int third = second + Cells.bytes(CELLS);
        Cells[] ways = {
            new Cells(memory, offset, CELLS, Cells.Place.APART, isVolatile, last),
            new Cells(memory, second, CELLS, Cells.Place.TOGETHER, isVolatile, last),
            new Cells(memory, third, FEWER, Cells.Place.APART, isVolatile, last)
        };
        ByteBuffer meeting =
                memory.slice(third + Cells.bytes(FEWER), MEETING_POINT).order(ByteOrder.nativeOrder());
        for (int round = 0; round < rounds; round++) {
            turn(actor).acquireUninterruptibly();
            Outcome outcome;
            try {
                Cells.meet(meeting, 0, (round + 1L) * test.actors());
                outcome = new Outcome(actor, play(actor, ways[round % WAYS], round, meeting), null);
            } catch (RuntimeException e) {
                outcome = new Outcome(actor, new byte[0], e.toString());
            }
            OUTCOMES.add(outcome);
        }
    }

    private Semaphore turn(int actor) {
        return TURNS[(jvms - 1) * MOST_ACTORS + actor];
    }

    private byte[] play(int actor, Cells cells, int round, ByteBuffer meeting) {
        int[] order = IntStream.range(0, cells.count()).toArray();
        if (round % WAYS == WAYS - 1) {
            shuffle(order, round);
        }
        SplittableRandom random = new SplittableRandom(round * MOST_ACTORS + actor);
        cells.begin(round / WAYS + 1, random, DELAYS[round / WAYS % DELAYS.length]);
        byte[] read = new byte[order.length];
        for (int i = 0; i < order.length; i++) {
            if (jvms > 1 && i % (order.length / MEETINGS) == 0) {
                Cells.keepUp(meeting, Cells.PAGE, actor, test.actors(), (long) round * CELLS + i);
            }
            if (i % STEP == 0) {
                keepUp(actor, round * CELLS + i);
            }
            read[order[i]] = (byte) test.act(actor, cells, order[i]);
        }
        return read;
    }

    /** So that actors of one JVM, which are fast, are at the same cells. */
    private void keepUp(int actor, int step) {
        progress.setRelease(actor * STEP, step);
        for (int other : here) {
            for (int waits = 0; progress.getAcquire(other * STEP) < step && waits < SPINS + YIELDS; waits++) {
                if (waits < SPINS) {
                    Thread.onSpinWait();
                } else {
                    Thread.yield();
                }
            }
        }
    }

    /** The same for all actors. */
    private static void shuffle(int[] order, int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int moved = order[i];
            order[i] = order[other];
            order[other] = moved;
        }
    }

    private void judge() throws InterruptedException {
        // By what the actors have read, four bits each.
        long[] counts = new long[1 << 4 * MOST_ACTORS];
        for (int round = 0; round < rounds; round++) {
            for (int actor = 0; actor < test.actors(); actor++) {
                turn(actor).release();
            }
            byte[][] read = new byte[test.actors()][];
            for (int i = 0; i < test.actors(); i++) {
                Outcome outcome = OUTCOMES.take();
                if (outcome.error() != null) {
                    System.out.println("actor " + outcome.actor() + ": " + outcome.error());
                    System.exit(1);
                }
                read[outcome.actor()] = outcome.read();
            }
            for (int index = 0; index < read[0].length; index++) {
                int all = 0;
                for (int actor = 0; actor < read.length; actor++) {
                    all |= read[actor][index] << 4 * actor;
                }
                counts[all]++;
            }
        }
        print(counts);
    }

    private void print(long[] counts) {
        TreeMap<String, Long> outcomes = new TreeMap<>();
        long forbidden = 0;
        long total = 0;
        for (int all = 0; all < counts.length; all++) {
            if (counts[all] > 0) {
                byte[] read = new byte[test.actors()];
                for (int actor = 0; actor < read.length; actor++) {
                    read[actor] = (byte) (all >>> 4 * actor & 15);
                }
                outcomes.put(test.text(read), counts[all]);
                forbidden += test.isForbidden(read) ? counts[all] : 0;
                total += counts[all];
            }
        }
        StringBuilder text = new StringBuilder();
        outcomes.forEach(
                (outcome, count) -> text.append(' ').append(outcome).append('=').append(count));
        System.out.println(test + (isVolatile ? " volatile " : " plain ") + jvms + " forbidden " + forbidden + " of "
                + total + ":" + text);
    }
}
