package io.dipc.memory.transport.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

/**
 * Two JVMs on the loopback interface. Rounds of the transport and of bare Netty alternate; the medians of all rounds but
 * the first are compared.
 */
public final class TransportBenchmark {
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final int REQUESTS = Integer.getInteger("requests", 20_000);
    private static final int STREAM = Integer.getInteger("mebibytes", 256) * 256;

    private interface Measurement {
        /** Microseconds per request, or MiB per second. */
        double run(Link link) throws InterruptedException;
    }

    private TransportBenchmark() {}

    /**
     * @param args {@code server} for the other JVM, which ends with its input; {@code orders} to measure bare Netty when
     *     standard input orders it, as a yardstick for others
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length > 0 && args[0].equals("server")) {
            System.out.println(
                    BareNetty.serve().getPort() + " " + OverTransport.serve().getPort());
            while (System.in.read() >= 0) {
                continue;
            }
            System.exit(0);
        }
        String java = System.getProperty("java.home") + "/bin/java";
        Process server = new ProcessBuilder(
                        java,
                        "-cp",
                        System.getProperty("java.class.path"),
                        TransportBenchmark.class.getName(),
                        "server")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII));
            String[] ports = out.readLine().split(" ");
            if (args.length > 0) {
                serve(new BareNetty(local(ports[0])));
            } else {
                measure(new BareNetty(local(ports[0])), new OverTransport(local(ports[1])));
            }
        } finally {
            server.destroy();
        }
        System.exit(0);
    }

    private static InetSocketAddress local(String port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port));
    }

    /**
     * A line each: {@code requests COUNT}, the median in microseconds, or {@code stream PAGES} and {@code move PAGES}, MiB per
     * second.
     */
    private static void serve(BareNetty link) throws IOException, InterruptedException {
        System.out.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            int count = Integer.parseInt(order.substring(order.indexOf(' ') + 1));
            System.out.println("figure " + figure(link, order.substring(0, order.indexOf(' ')), count));
        }
    }

    private static double figure(BareNetty link, String what, int count) throws InterruptedException {
        return switch (what) {
            case "requests" -> fromAThread(link, count);
            case "stream" -> stream(link, count);
            case "move" -> link.move(count);
            default -> throw new IllegalArgumentException(what + " (expected: requests, stream or move, and how many)");
        };
    }

    private static void measure(Link bare, Link transport) throws InterruptedException {
        System.out.println("| | transport | bare Netty | ratio |\n| --- | --- | --- | --- |");
        compare("4 KiB asked for by a thread, us", bare, transport, link -> fromAThread(link, REQUESTS));
        compare("4 KiB asked for in the event loop, us", bare, transport, TransportBenchmark::inTheLoop);
        compare("stream of 4 KiB pages, MiB/s", bare, transport, link -> stream(link, STREAM));
    }

    private static void compare(String what, Link bare, Link transport, Measurement measurement)
            throws InterruptedException {
        List<Double> ofBare = new ArrayList<>();
        List<Double> ofTransport = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            double first = measurement.run(bare);
            double second = measurement.run(transport);
            if (round > 0) {
                ofBare.add(first);
                ofTransport.add(second);
            }
        }
        double one = median(ofTransport);
        double other = median(ofBare);
        System.out.printf(Locale.ROOT, "| %s | %.1f | %.1f | %.2f |%n", what, one, other, one / other);
    }

    private static double median(List<Double> figures) {
        figures.sort(null);
        return figures.get(figures.size() / 2);
    }

    private static double median(long[] nanos) {
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1e3;
    }

    /** The median of requests one after the other, by a thread that waits. */
    private static double fromAThread(Link link, int requests) throws InterruptedException {
        Semaphore arrived = new Semaphore(0);
        link.tell(page -> arrived.release());
        long[] nanos = new long[requests];
        for (int i = 0; i < requests; i++) {
            long start = System.nanoTime();
            link.request(1);
            arrived.acquire();
            nanos[i] = System.nanoTime() - start;
        }
        return median(nanos);
    }

    /** The same without a change of threads: each arrival asks again. */
    private static double inTheLoop(Link link) throws InterruptedException {
        long[] nanos = new long[REQUESTS];
        CountDownLatch done = new CountDownLatch(1);
        int[] count = new int[1];
        long[] start = new long[1];
        link.tell(page -> {
            long now = System.nanoTime();
            nanos[count[0]++] = now - start[0];
            if (count[0] < REQUESTS) {
                start[0] = now;
                link.request(1);
            } else {
                done.countDown();
            }
        });
        link.execute(() -> {
            start[0] = System.nanoTime();
            link.request(1);
        });
        done.await();
        return median(nanos);
    }

    private static double stream(Link link, int pages) throws InterruptedException {
        CountDownLatch all = new CountDownLatch(1);
        int[] count = new int[1];
        link.tell(page -> {
            if (++count[0] == pages) {
                all.countDown();
            }
        });
        long start = System.nanoTime();
        link.request(pages);
        all.await();
        return pages / 256.0 * 1e9 / (System.nanoTime() - start);
    }
}
