package io.dipc.objects.executor;

import io.dipc.objects.Effects;
import io.dipc.objects.TimedStateMachine;

/**
 * An executor whose tasks may wait for their time, and may be periodic. A periodic task has at most one run at a time, in
 * whichever JVM, and its next one is due when the last one has ended. Tasks whose time has come wait in the order of it.
 */
public final class ScheduledExecutor extends SharedExecutor implements TimedStateMachine {

    public ScheduledExecutor(ExecutorParameters parameters) {
        super(parameters);
    }

    @Override
    public void time(long now, Effects effects) {
        passTo(now, effects);
    }

    @Override
    public long wakeAt() {
        return firstDue(NEVER);
    }
}
