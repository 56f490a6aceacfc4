package io.dipc.it.memory.apps;

import io.dipc.Distributed;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * Threads of several JVMs write their words of one region, each as fast as it can, and then read them: {@code Sweeps JVM JVMS
 * THREADS BYTES SWEEPS}. The loops have next to nothing but accesses, and threads are to be more than processors: so the
 * pager, which is woken to take a page away, often interrupts one between the check of an access and the access, also in
 * compiled code. Each word has one writer, which writes it once and finds it unless the write was lost. Prints {@code
 * swept N times}, or the first word that was not found, and ends.
 */
public final class Sweeps {

    @Distributed("sweeps.memory")
    private static MappedByteBuffer memory;

    /** One permit for each JVM that is here. */
    @Distributed("sweeps.begin")
    private static final Semaphore BEGIN = new Semaphore(0);

    private final ByteBuffer words;
    private final int first;
    private final int step;

    private Sweeps(int first, int step) {
        this.words = memory.duplicate().order(ByteOrder.nativeOrder());
        this.first = first;
        this.step = step;
    }

    public static void main(String[] args) throws InterruptedException {
        int jvm = Integer.parseInt(args[0]);
        int jvms = Integer.parseInt(args[1]);
        int threads = Integer.parseInt(args[2]);
        memory = MappedFile.ofZeros(Integer.parseInt(args[3]));
        int sweeps = Integer.parseInt(args[4]);
        System.out.println("ready");
        BEGIN.release();
        BEGIN.acquire(jvms);
        BEGIN.release(jvms);
        List<Thread> running = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Sweeps own = new Sweeps(Long.BYTES * (jvm * threads + i), Long.BYTES * jvms * threads);
            Thread thread = new Thread(() -> own.sweep(sweeps));
            running.add(thread);
            thread.start();
        }
        for (Thread thread : running) {
            thread.join();
        }
        System.out.println("swept " + sweeps + " times");
    }

    private void sweep(int times) {
        for (long version = 1; version <= times; version++) {
            write(version);
            int wrong = find(version);
            if (wrong >= 0) {
                String found = "word " + wrong / Long.BYTES + " has version " + words.getLong(wrong);
                System.out.println(found + " (expected: " + version + ", its writer's last)");
                Runtime.getRuntime().halt(1);
            }
        }
    }

    private void write(long version) {
        for (int at = first; at < words.capacity(); at += step) {
            words.putLong(at, version);
        }
    }

    /** Where there is another version, or -1. */
    private int find(long version) {
        for (int at = first; at < words.capacity(); at += step) {
            if (words.getLong(at) != version) {
                return at;
            }
        }
        return -1;
    }
}
