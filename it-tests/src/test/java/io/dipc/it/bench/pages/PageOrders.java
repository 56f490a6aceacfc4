package io.dipc.it.bench.pages;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Carries out what standard input orders, a line each, and answers with a line {@code figure X}. {@code read FROM TO VALUE}
 * and {@code write FROM TO VALUE} access some pages in any order: the median in microseconds. {@code readAll TO VALUE} and
 * {@code writeAll TO VALUE} access the first ones in their order: MiB per second. Reads expect the value.
 */
public final class PageOrders {
    private PageOrders() {}

    /** Returns when standard input ends. */
    public static void serve(PageStore store) throws IOException {
        System.out.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            int[] numbers =
                    Arrays.stream(words).skip(1).mapToInt(Integer::parseInt).toArray();
            System.out.println("figure " + carryOut(store, words[0], numbers));
        }
    }

    private static double carryOut(PageStore store, String what, int[] numbers) {
        return switch (what) {
            case "read", "write" -> median(store, what.equals("write"), numbers[0], numbers[1], numbers[2]);
            case "readAll" -> {
                long start = System.nanoTime();
                check(store.readAll(numbers[0]), numbers[1]);
                yield mebibytesPerSecond(numbers[0], start);
            }
            case "writeAll" -> {
                long start = System.nanoTime();
                store.writeAll(numbers[0], numbers[1]);
                yield mebibytesPerSecond(numbers[0], start);
            }
            default -> throw new IllegalArgumentException(what + " (expected: read, write, readAll or writeAll)");
        };
    }

    private static double median(PageStore store, boolean write, int from, int to, int value) {
        List<Integer> pages = IntStream.range(from, to).boxed().collect(Collectors.toList());
        Collections.shuffle(pages, new Random(to));
        long[] nanos = new long[pages.size()];
        for (int i = 0; i < nanos.length; i++) {
            int page = pages.get(i);
            long start = System.nanoTime();
            if (write) {
                store.write(page, value);
            } else {
                check(store.read(page), value);
            }
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1e3;
    }

    private static void check(int found, int expected) {
        if (found != expected) {
            throw new IllegalStateException(found + " (expected: " + expected + ")");
        }
    }

    private static double mebibytesPerSecond(int pages, long start) {
        return (double) pages * PageStore.PAGE / (1 << 20) * 1e9 / (System.nanoTime() - start);
    }
}
