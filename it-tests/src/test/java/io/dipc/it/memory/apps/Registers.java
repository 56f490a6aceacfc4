package io.dipc.it.memory.apps;

import static io.dipc.it.memory.apps.RecordedPages.PAGE;

import io.dipc.Distributed;
import io.dipc.histories.HistoryFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that read, write, and compare and set words of a shared buffer, and one that uses pages as a whole under locks:
 * {@code Registers DIRECTORY NUMBER}. The history goes to the file {@code mNUMBER} in the directory. Orders on standard
 * input:
 *
 * <ul>
 *   <li>{@code begin}: the threads begin;
 *   <li>{@code stop}: answered with {@code stopped} when each has ended its last call;
 *   <li>{@code read}: reads everything once more; answered with {@code read};
 *   <li>{@code quit}: ends this JVM in order.
 * </ul>
 *
 * <p>A page that is lost is printed, {@code lost PAGE}, and one that was half written, {@code half PAGE NEW OLD}; both are
 * written anew as a whole.
 */
public final class Registers {

    /** Of a page of words: the first byte of each; beside each other, in the middle, and at its end. */
    static final int[] WORDS_OF_A_PAGE = {0, 8, PAGE / 2, PAGE - 8};

    private static final int WORD_THREADS = 3;
    private static final int WORD_PAGES = 6;
    private static final int GROUPS = 2;

    /** Nothing is fetched ahead, and who reads or writes words touches no page of groups. */
    private static final int EVERY = 3;

    @Distributed("registers.memory")
    private static MappedByteBuffer memory;

    @Distributed("registers.locks")
    private static final Semaphore[] LOCKS = {new Semaphore(1), new Semaphore(1)};

    private final String session;
    private final int number;
    private final HistoryFile file;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stop;

    private Registers(Path directory, int number) {
        this.session = "m" + number;
        this.number = number;
        file = HistoryFile.create(directory.resolve(session));
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        memory = MappedFile.ofZeros((long) EVERY * (WORD_PAGES + GROUPS) * PAGE);
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {
            System.out.println(thread.getName() + ": " + e);
            Runtime.getRuntime().halt(1);
        });
        Registers registers = new Registers(Path.of(args[0]), Integer.parseInt(args[1]));
        System.out.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            switch (order) {
                case "begin" -> registers.begin();
                case "stop" -> {
                    registers.stop();
                    System.out.println("stopped");
                }
                case "read" -> {
                    registers.read();
                    System.out.println("read");
                }
                case "quit" -> System.exit(0);
                default -> throw new IllegalArgumentException(order + " (expected: begin, stop, read or quit)");
            }
        }
        System.exit(1);
    }

    private void begin() {
        for (int i = 0; i < WORD_THREADS; i++) {
            RecordedPages pages = pages(i);
            start(() -> useWords(pages));
        }
        RecordedPages pages = pages(WORD_THREADS);
        start(() -> useGroups(pages));
    }

    private RecordedPages pages(int thread) {
        return new RecordedPages(memory, file.recorder(), session, (number + 1) * 8 + thread);
    }

    private void start(Runnable work) {
        Thread thread = new Thread(work, session + "." + threads.size());
        threads.add(thread);
        thread.start();
    }

    private void stop() throws InterruptedException {
        stop = true;
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void read() {
        RecordedPages pages = pages(WORD_THREADS + 1);
        for (int word = 0; word < WORD_PAGES * WORDS_OF_A_PAGE.length; word++) {
            pages.read(at(word));
        }
        for (int i = 0; i < GROUPS; i++) {
            group(pages, i).use(false);
        }
    }

    private static RecordedGroup group(RecordedPages pages, int group) {
        return new RecordedGroup(pages, memory, EVERY * (WORD_PAGES + group), LOCKS[group]);
    }

    private static int at(int word) {
        return EVERY * (word / WORDS_OF_A_PAGE.length) * PAGE + WORDS_OF_A_PAGE[word % WORDS_OF_A_PAGE.length];
    }

    /** Stays at a word for some calls; at times does nothing for as long as it takes others to get everything. */
    private void useWords(RecordedPages pages) {
        SplittableRandom random = new SplittableRandom();
        while (!stop) {
            int at = at(random.nextInt(WORD_PAGES * WORDS_OF_A_PAGE.length));
            long known = pages.read(at);
            for (int calls = random.nextInt(6); calls > 0; calls--) {
                switch (random.nextInt(4)) {
                    case 0 -> known = pages.write(at);
                    case 1, 2 -> known = pages.replace(at, known);
                    default -> known = pages.read(at);
                }
            }
            rest(random, 2000);
        }
    }

    private void useGroups(RecordedPages pages) {
        SplittableRandom random = new SplittableRandom();
        while (!stop) {
            group(pages, random.nextInt(GROUPS)).use(random.nextInt(3) > 0);
            rest(random, 5000);
        }
    }

    private static void rest(SplittableRandom random, int micros) {
        LockSupport.parkNanos(1000L * random.nextInt(micros));
    }
}
