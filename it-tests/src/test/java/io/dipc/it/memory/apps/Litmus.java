package io.dipc.it.memory.apps;

import io.dipc.Distributed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/**
 * Runs litmus tests on many cells at a time: {@code Litmus TEST,… plain|volatile ROUNDS CELLS JVM JVMS}. Actors go to the
 * JVMs in turn; that of actor 0 judges: it prints how often what was read, and {@code TEST forbidden N of M}.
 *
 * <p>All actors go through the cells at the same time, in one order: every other round in that of the memory, where
 * pages are used as a whole, else in a random one, where each access is likely to be of a page that another actor has,
 * with fewer cells.
 */
public final class Litmus {

    private static final int FEWER = 16;

    private static final int MEETING_POINT = 4096;

    @Distributed("litmus.memory")
    private static MappedByteBuffer memory;

    /** What actors have read in a round, or why they could not. */
    @Distributed("litmus.outcomes")
    private static final BlockingQueue<Outcome> OUTCOMES = new LinkedBlockingQueue<>();

    /** By actor: may begin the next round. */
    @Distributed("litmus.turns")
    private static final Semaphore[] TURNS = {new Semaphore(0), new Semaphore(0), new Semaphore(0), new Semaphore(0)};

    /**
     * What an actor has seen in a round.
     *
     * @param read by cell
     * @param error null unless there was one
     */
    private record Outcome(int actor, byte[] read, String error) {}

    private final LitmusTest test;
    private final boolean isVolatile;
    private final int rounds;
    private final int count;

    private Litmus(LitmusTest test, boolean isVolatile, int rounds, int count) {
        this.test = test;
        this.isVolatile = isVolatile;
        this.rounds = rounds;
        this.count = count;
    }

    public static void main(String[] args) throws InterruptedException {
        int count = Integer.parseInt(args[3]);
        int jvm = Integer.parseInt(args[4]);
        int jvms = Integer.parseInt(args[5]);
        memory = MappedFile.ofZeros(LitmusTest.values().length * bytes(count));
        System.out.println("ready");
        for (String name : args[0].split(",")) {
            LitmusTest test = LitmusTest.valueOf(name);
            Litmus litmus = new Litmus(test, args[1].equals("volatile"), Integer.parseInt(args[2]), count);
            List<Thread> actors = IntStream.range(0, test.actors())
                    .filter(actor -> actor % jvms == jvm)
                    .mapToObj(actor -> new Thread(() -> litmus.play(actor), name + "-" + actor))
                    .toList();
            actors.forEach(Thread::start);
            if (jvm == 0) {
                litmus.judge();
            }
            for (Thread actor : actors) {
                actor.join();
            }
        }
    }

    /** Of one test: two sets of cells, and a page where its actors meet. */
    private static int bytes(int count) {
        return Cells.bytes(count) + Cells.bytes(count / FEWER) + MEETING_POINT;
    }

    private void play(int actor) {
        int offset = test.ordinal() * bytes(count);
        int fewer = offset + Cells.bytes(count);
        int meetingPoint = fewer + Cells.bytes(count / FEWER);
        ByteBuffer meeting = memory.duplicate().order(ByteOrder.nativeOrder());
        Cells[] cells = {
            new Cells(memory, offset, count, isVolatile, test.last()),
            new Cells(memory, fewer, count / FEWER, isVolatile, test.last())
        };
        for (int round = 0; round < rounds; round++) {
            TURNS[actor].acquireUninterruptibly();
            Outcome outcome;
            try {
                Cells.meet(meeting, meetingPoint, (round + 1L) * test.actors());
                outcome = new Outcome(actor, play(actor, cells[round % 2], round), null);
            } catch (RuntimeException e) {
                outcome = new Outcome(actor, new byte[0], e.toString());
            }
            OUTCOMES.add(outcome);
        }
    }

    private byte[] play(int actor, Cells cells, int round) {
        cells.begin(round / 2 + 1);
        int[] order = IntStream.range(0, cells.count()).toArray();
        if (round % 2 == 1) {
            shuffle(order, round);
        }
        byte[] read = new byte[order.length];
        for (int index : order) {
            read[index] = (byte) test.act(actor, cells, index);
        }
        return read;
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
        Map<String, Integer> outcomes = new TreeMap<>();
        long forbidden = 0;
        long all = 0;
        for (int round = 0; round < rounds; round++) {
            for (int actor = 0; actor < test.actors(); actor++) {
                TURNS[actor].release();
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
                byte[] one = new byte[test.actors()];
                for (int actor = 0; actor < one.length; actor++) {
                    one[actor] = read[actor][index];
                }
                outcomes.merge(test.text(one), 1, Integer::sum);
                forbidden += test.isForbidden(one) ? 1 : 0;
                all++;
            }
        }
        System.out.println(test + " " + outcomes);
        System.out.println(test + " forbidden " + forbidden + " of " + all);
    }
}
