package io.dipc.it.apps;

import io.dipc.Distributed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Producers and consumers that keep account of each element: {@code Load PRODUCERS CONSUMERS}. They share two queues,
 * {@code load-0} and {@code load-1}. The order {@code more N} is answered with {@code progressed} when N more elements
 * have been taken; {@code stop} ends the producers, lets the consumers take what is left and prints the account.
 */
public final class Load {

    private static final int QUEUES = 2;
    private static final String END = "end";

    private final List<Line> lines = new ArrayList<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> failed = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> taken = new ConcurrentHashMap<>();
    private final AtomicLong takes = new AtomicLong();
    private volatile boolean stopped;

    private Load() {
        for (int i = 0; i < QUEUES; i++) {
            lines.add(new Line(i));
        }
    }

    /** A queue, in a field whose key is made from another field. */
    private static final class Line {
        private final int number;

        @Distributed("load-{number}")
        private final BlockingQueue<String> queue;

        Line(int number) {
            this.number = number;
            this.queue = new ArrayBlockingQueue<>(100);
        }
    }

    public static void main(String[] args) throws Exception {
        new Load().run(Integer.parseInt(args[0]), Integer.parseInt(args[1]));
    }

    private void run(int producerCount, int consumerCount) throws IOException, InterruptedException {
        List<Thread> producers = new ArrayList<>();
        List<Thread> consumers = new ArrayList<>();
        for (int i = 0; i < producerCount; i++) {
            int number = i;
            producers.add(new Thread(() -> produce(number), "producer-" + i));
        }
        for (int i = 0; i < consumerCount; i++) {
            int number = i;
            consumers.add(new Thread(() -> consume(number), "consumer-" + i));
        }
        producers.forEach(Thread::start);
        consumers.forEach(Thread::start);
        System.out.println("ready");

        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            if (order.startsWith("more ")) {
                awaitTakes(takes.get() + Long.parseLong(order.substring("more ".length())));
                System.out.println("progressed");
            } else if (order.equals("stop")) {
                stopped = true;
                join(producers);
                for (int i = 0; i < consumerCount; i++) {
                    lines.get(i % QUEUES).queue.put(END);
                }
                join(consumers);
                account();
                System.exit(0);
            }
        }
        System.exit(1);
    }

    private void produce(int number) {
        BlockingQueue<String> queue = lines.get(number % QUEUES).queue;
        for (long i = 0; !stopped; i++) {
            String element = number + "-" + i;
            try {
                queue.put(element);
                acknowledged.add(element);
            } catch (InterruptedException | RuntimeException e) {
                failed.add(element);
                System.out.println("put " + element + ": " + e);
            }
        }
    }

    private void consume(int number) {
        BlockingQueue<String> queue = lines.get(number % QUEUES).queue;
        while (true) {
            try {
                String element = queue.take();
                if (element.equals(END)) {
                    return;
                }
                taken.merge(element, 1, Integer::sum);
                synchronized (takes) {
                    takes.incrementAndGet();
                    takes.notifyAll();
                }
            } catch (InterruptedException | RuntimeException e) {
                System.out.println("take: " + e);
                return;
            }
        }
    }

    private void awaitTakes(long count) throws InterruptedException {
        synchronized (takes) {
            while (takes.get() < count) {
                takes.wait();
            }
        }
    }

    private static void join(List<Thread> threads) throws InterruptedException {
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void account() {
        Set<String> lost = new TreeSet<>(acknowledged);
        lost.removeAll(taken.keySet());
        Set<String> unexpected = new TreeSet<>(taken.keySet());
        unexpected.removeAll(acknowledged);
        unexpected.removeAll(failed);
        Map<String, Integer> duplicated = new TreeMap<>(taken);
        duplicated.values().removeIf(count -> count == 1);
        System.out.println("acknowledged " + acknowledged.size() + " failed " + failed.size() + " lost " + lost
                + " duplicated " + duplicated + " unexpected " + unexpected);
    }
}
