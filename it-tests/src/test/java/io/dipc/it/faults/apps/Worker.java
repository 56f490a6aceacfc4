package io.dipc.it.faults.apps;

import io.dipc.histories.Action;
import io.dipc.histories.HistoryFile;
import io.dipc.histories.Outcome;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;

/**
 * A JVM of the fault suite: {@code Worker DIRECTORY SESSION THREADS SEED}. Orders on standard input:
 *
 * <ul>
 *   <li>{@code round N}: the threads begin to work; the history goes to the file {@code N-SESSION};
 *   <li>{@code progress T}: answered with {@code progressed T} when each thread has ended the call that it was in and
 *       another one;
 *   <li>{@code stop T}: no further calls; answered with {@code stopped T} when all calls have ended;
 *   <li>{@code drain T}: takes what is left in the queues and counts the permits; answered with {@code drained T};
 *   <li>{@code quit}: ends this JVM in order.
 * </ul>
 */
public final class Worker {
    private static final Map<String, BlockingQueue<String>> QUEUES =
            Map.of("linked", Objects.LINKED, "array", Objects.ARRAY, "deque", Objects.DEQUE);

    private final Path directory;
    private final String session;
    private final int threadCount;
    private final long seed;
    private final List<Work> work = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private HistoryFile file;

    private Worker(Path directory, String session, int threadCount, long seed) {
        this.directory = directory;
        this.session = session;
        this.threadCount = threadCount;
        this.seed = seed;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        new Worker(Path.of(args[0]), args[1], Integer.parseInt(args[2]), Long.parseLong(args[3])).run();
    }

    private void run() throws IOException, InterruptedException {
        // Each object is asked something: they exist, and this JVM has joined them.
        QUEUES.values().forEach(BlockingQueue::size);
        Objects.SEMAPHORE.availablePermits();
        System.out.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            switch (words[0]) {
                case "round" -> begin(Integer.parseInt(words[1]));
                case "progress" -> {
                    awaitProgress();
                    System.out.println("progressed " + words[1]);
                }
                case "stop" -> {
                    stop();
                    System.out.println("stopped " + words[1]);
                }
                case "drain" -> {
                    drain();
                    System.out.println("drained " + words[1]);
                }
                case "quit" -> System.exit(0);
                default ->
                    throw new IllegalArgumentException(order + " (expected: round, progress, stop, drain or quit)");
            }
        }
        System.exit(1);
    }

    private void begin(int round) {
        if (file != null) {
            file.close();
        }
        file = HistoryFile.create(directory.resolve(round + "-" + session));
        for (int i = 0; i < threadCount; i++) {
            String client = session + "." + i + "." + round;
            Work one = new Work(new Calls(file.recorder(), session, client), i, seed + 1000L * round + i);
            work.add(one);
            Thread thread = new Thread(one, client);
            threads.add(thread);
            thread.start();
        }
        System.out.println("round " + round);
    }

    private void awaitProgress() throws InterruptedException {
        List<Long> before = work.stream().map(Work::done).toList();
        for (int i = 0; i < work.size(); i++) {
            // The call that was in progress, and one that began after the order.
            while (work.get(i).done() < before.get(i) + 2) {
                Thread.sleep(5);
            }
        }
    }

    private void stop() throws InterruptedException {
        work.forEach(Work::stop);
        for (Thread thread : threads) {
            // A thread may begin to wait after it was interrupted in a pause between calls.
            while (thread.isAlive()) {
                thread.interrupt();
                thread.join(100);
            }
        }
        work.clear();
        threads.clear();
    }

    private void drain() {
        Calls calls = new Calls(file.recorder(), session, session + ".drain");
        QUEUES.forEach((key, queue) -> {
            List<String> last = List.of("");
            while (!last.isEmpty()) {
                List<String> removed = new ArrayList<>();
                calls.removal(key, Action.REMOVE_FIRST, 1, Outcome.REFUSED, () -> {
                    String element = queue.poll();
                    if (element != null) {
                        removed.add(element);
                    }
                    return List.copyOf(removed);
                });
                last = removed;
            }
        });
        calls.count("permits", Action.AVAILABLE, Objects.SEMAPHORE::availablePermits);
    }
}
