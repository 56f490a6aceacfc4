package io.dipc.proxies.binding;

import io.dipc.OnCrash;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.executor.ExecutorParameters;
import io.dipc.objects.queue.QueueParameters;
import io.dipc.objects.semaphore.SemaphoreParameters;
import java.util.ArrayList;
import java.util.List;

/** In what the object in the cluster differs from the one that was to be stored. */
final class Differences {

    private Differences() {}

    /**
     * @return in words, such as {@code capacity 10 instead of 20}; empty if they do not differ
     */
    static String between(Descriptor cluster, LocalObject local, OnCrash onCrash) {
        List<String> differences = new ArrayList<>();
        Kind kind = local.type().kind();
        if (kind == Kind.FIFO_QUEUE || kind == Kind.DEQUE) {
            int theirs = QueueParameters.of(cluster.parameters()).capacity();
            int ours = QueueParameters.of(local.parameters()).capacity();
            if (theirs != ours) {
                differences.add(capacity(theirs) + " instead of " + capacity(ours));
            }
        } else if (kind == Kind.SEMAPHORE) {
            SemaphoreParameters theirs = SemaphoreParameters.of(cluster.parameters());
            SemaphoreParameters ours = SemaphoreParameters.of(local.parameters());
            if (theirs.permits() != ours.permits()) {
                differences.add("built with " + theirs.permits() + " permits instead of " + ours.permits());
            }
            if (theirs.fair() != ours.fair()) {
                differences.add(theirs.fair() ? "fair instead of nonfair" : "nonfair instead of fair");
            }
            if (onCrash != OnCrash.DEFAULT && theirs.releasedAtCrash() != ours.releasedAtCrash()) {
                differences.add(onCrash(theirs) + " instead of " + onCrash(ours));
            }
        }
        if (kind == Kind.EXECUTOR) {
            ExecutorParameters theirs = ExecutorParameters.of(cluster.parameters());
            ExecutorParameters ours = ExecutorParameters.of(local.parameters());
            if (!theirs.equals(ours)) {
                differences.add(executor(theirs) + " instead of " + executor(ours));
            }
        }
        return String.join(", ", differences);
    }

    private static String executor(ExecutorParameters parameters) {
        String together = parameters.together() == Integer.MAX_VALUE ? "" : ", one task at a time";
        return (parameters.scheduled() ? "scheduled, of " : "of ") + parameters.threads() + " threads, "
                + capacity(parameters.capacity()) + together;
    }

    private static String capacity(int capacity) {
        return capacity == Integer.MAX_VALUE ? "unbounded" : "capacity " + capacity;
    }

    private static String onCrash(SemaphoreParameters parameters) {
        return "onCrash " + (parameters.releasedAtCrash() ? OnCrash.RELEASE : OnCrash.KEEP);
    }
}
