package io.dipc.it.textbook.apps;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** A heartbeat at a fixed rate, and an alarm that is put off as long as it is heard. */
public final class Heartbeat {
    private static final int BEATS = 40;
    private static final int PERIOD_MILLIS = 50;
    private static final ScheduledExecutorService SCHEDULER = Executors.newScheduledThreadPool(2);
    private static final BlockingQueue<String> HEARD = new LinkedBlockingQueue<>();

    private Heartbeat() {}

    public static void main(String[] args) throws InterruptedException {
        ScheduledFuture<?> alarm = SCHEDULER.schedule(() -> HEARD.add("alarm"), 1, TimeUnit.HOURS);
        long start = System.nanoTime();
        ScheduledFuture<?> heartbeat =
                SCHEDULER.scheduleAtFixedRate(Heartbeat::beat, 0, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        for (int i = 1; i <= BEATS; i++) {
            System.out.println(HEARD.take() + " " + i);
        }
        System.out.println("cancelled: " + alarm.cancel(false) + ", " + heartbeat.cancel(false));
        long periods = (System.nanoTime() - start) / (PERIOD_MILLIS * 1_000_000L);
        System.out.println("not more beats than periods: " + (BEATS + HEARD.size() <= periods + 2));
        SCHEDULER.shutdown();
        System.out.println("terminated: " + SCHEDULER.awaitTermination(5, TimeUnit.MINUTES));
    }

    private static void beat() {
        System.out.println("task: beat");
        HEARD.add("heard");
    }
}
