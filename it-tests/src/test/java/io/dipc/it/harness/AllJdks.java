package io.dipc.it.harness;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** For tests that wait much and compute little. */
public final class AllJdks {

    /** A test, which starts what it needs on that JDK. */
    @FunctionalInterface
    public interface Body {
        void run(Jdk jdk) throws Exception;
    }

    private AllJdks() {}

    /**
     * Runs a test on all JDKs at the same time.
     *
     * @throws AssertionError when all have ended and one has failed, with the failures of others as suppressed ones
     */
    public static void atOnce(Body test) throws InterruptedException {
        Map<Jdk, FutureTask<Void>> all = new LinkedHashMap<>();
        for (Jdk jdk : Jdk.all()) {
            FutureTask<Void> one = new FutureTask<>(() -> {
                test.run(jdk);
                return null;
            });
            all.put(jdk, one);
            new Thread(one, jdk.toString()).start();
        }
        AssertionError failure = null;
        for (Map.Entry<Jdk, FutureTask<Void>> one : all.entrySet()) {
            try {
                one.getValue().get();
            } catch (ExecutionException e) {
                AssertionError here = new AssertionError("on " + one.getKey() + ": " + e.getCause(), e.getCause());
                if (failure == null) {
                    failure = here;
                } else {
                    failure.addSuppressed(here);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
