package io.dipc.it.memory.apps;

import io.dipc.Distributed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;

/**
 * Many threads write and read words of few pages: {@code WordStress JVM JVMS THREADS COUNTS WRITES PAGES WORDS BURST}, with so
 * many words at the beginning of each of so many pages, and so many accesses of a word in a row. Each word has one writer, neighbouring
 * words have different ones, and each value tells its word, its version and a checksum. So every reader finds torn, stale
 * and lost values: versions of a word only grow, and a writer always finds what it wrote last. At the end each
 * JVM reads all words and prints {@code words N last writes, W in all}. Before that they count so often ({@link Counters}).
 */
public final class WordStress {

    private static final int PAGE = 4096;
    private static final int MOST_PAGES = 12;
    private static final int MOST_WORDS = MOST_PAGES * PAGE / Long.BYTES;
    private static final int VERSION_BITS = 32;
    private static final int WORD_BITS = 13;
    private static final int SUM_BITS = 19;

    @Distributed("stress.memory")
    private static MappedByteBuffer memory;

    /** One permit for each JVM that has written all. */
    @Distributed("stress.written")
    private static final Semaphore WRITTEN = new Semaphore(0);

    private final ByteBuffer words;
    private final int wordsOfAPage;
    private final int count;
    private final int writers;
    private final int writes;
    private final int burst;

    private WordStress(ByteBuffer memory, int pages, int wordsOfAPage, int writers, int writes, int burst) {
        this.words = memory.duplicate().order(ByteOrder.nativeOrder());
        this.wordsOfAPage = wordsOfAPage;
        this.count = pages * wordsOfAPage;
        this.writers = writers;
        this.writes = writes;
        this.burst = burst;
    }

    public static void main(String[] args) throws InterruptedException {
        int jvm = Integer.parseInt(args[0]);
        int jvms = Integer.parseInt(args[1]);
        int threads = Integer.parseInt(args[2]);
        int writes = Integer.parseInt(args[4]);
        int pages = Integer.parseInt(args[5]);
        memory = MappedFile.ofZeros(pages * PAGE);
        WordStress stress = new WordStress(
                memory, pages, Integer.parseInt(args[6]), jvms * threads, writes, Integer.parseInt(args[7]));
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int writer = jvm * threads + i;
            running.add(new Thread(() -> stress.writeAndRead(writer), "writer-" + writer));
        }
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            System.out.println(thread.getName() + ": " + e);
            Runtime.getRuntime().halt(1);
        });
        System.out.println("ready");
        Counters.count(jvms, threads, Integer.parseInt(args[3]));
        running.forEach(Thread::start);
        for (Thread thread : running) {
            thread.join();
        }
        WRITTEN.release();
        WRITTEN.acquire(jvms);
        WRITTEN.release(jvms);
        System.out.println(stress.readAll());
    }

    /** Writes own words, and between them reads other ones. */
    private void writeAndRead(int writer) {
        SplittableRandom random = new SplittableRandom(writer);
        int own = (count - writer + writers - 1) / writers;
        int[] versions = new int[own];
        int[] seen = new int[count];
        for (int i = 0; i < writes; i += burst) {
            int index = random.nextInt(own);
            int word = writer + index * writers;
            for (int j = 0; j < burst; j++) {
                checkOwn(word, versions[index]);
                versions[index]++;
                words.putLong(at(word), value(word, versions[index]));
            }
            int other = random.nextInt(count);
            for (int j = 0; j < burst; j++) {
                int version = read(other);
                if (version < seen[other]) {
                    throw new IllegalStateException("word " + other + " has version " + version
                            + " (expected: at least " + seen[other] + ", seen before)");
                }
                seen[other] = version;
            }
        }
    }

    private void checkOwn(int word, int last) {
        int version = read(word);
        if (version != last) {
            throw new IllegalStateException(
                    "word " + word + " has version " + version + " (expected: " + last + ", its writer's last)");
        }
    }

    /** What all have written, which anybody can work out. */
    private String readAll() {
        int[] last = new int[count];
        for (int writer = 0; writer < writers; writer++) {
            SplittableRandom random = new SplittableRandom(writer);
            int own = (count - writer + writers - 1) / writers;
            for (int i = 0; i < writes; i += burst) {
                last[writer + random.nextInt(own) * writers] += burst;
                random.nextInt(count);
            }
        }
        long versions = 0;
        for (int word = 0; word < count; word++) {
            int version = read(word);
            if (version != last[word]) {
                throw new IllegalStateException(
                        "word " + word + " has version " + version + " in the end (expected: " + last[word] + ")");
            }
            versions += version;
        }
        return "words " + count + " last writes, " + versions + " in all";
    }

    private int at(int word) {
        return word / wordsOfAPage * PAGE + word % wordsOfAPage * Long.BYTES;
    }

    private int read(int word) {
        long found = words.getLong(at(word));
        int version = (int) (found >>> WORD_BITS + SUM_BITS);
        if (found != value(word, version) && found != 0) {
            throw new IllegalStateException(
                    "word " + word + " has " + Long.toHexString(found) + " (expected: a value that was written to it)");
        }
        return version;
    }

    private static long value(int word, int version) {
        long content = (long) version << WORD_BITS | word;
        long sum = content * 0x9E3779B97F4A7C15L >>> Long.SIZE - SUM_BITS;
        return content << SUM_BITS | sum;
    }

    static {
        if (VERSION_BITS + WORD_BITS + SUM_BITS != Long.SIZE || MOST_WORDS >= 1 << WORD_BITS) {
            throw new AssertionError("a value is not as long as its word");
        }
    }
}
