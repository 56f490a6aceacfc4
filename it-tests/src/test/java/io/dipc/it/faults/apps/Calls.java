package io.dipc.it.faults.apps;

import io.dipc.ClusterUnavailableException;
import io.dipc.ObjectLostException;
import io.dipc.OutcomeUnknownException;
import io.dipc.SessionLostException;
import io.dipc.histories.Action;
import io.dipc.histories.Outcome;
import io.dipc.histories.Recorder;
import java.util.List;

/** The calls of one thread, recorded. */
final class Calls {

    /** A call that adds or acquires: whether it did. */
    interface Trial {
        boolean call() throws InterruptedException;
    }

    /** A call that removes: what it did, or nothing. */
    interface Removal {
        List<String> call() throws InterruptedException;
    }

    private final Recorder recorder;
    private final String session;
    private final String client;

    Calls(Recorder recorder, String session, String client) {
        this.recorder = recorder;
        this.session = session;
        this.client = client;
    }

    String client() {
        return client;
    }

    /**
     * @param no what it means if the call says false
     * @return whether it took effect
     */
    boolean trial(String object, Action action, List<String> elements, int number, Outcome no, Trial trial) {
        Recorder.Call call = recorder.begin(object, session, client, action, elements, number);
        try {
            boolean done = trial.call();
            call.end(done ? Outcome.DONE : no);
            return done;
        } catch (InterruptedException | RuntimeException e) {
            call.end(outcome(object, e));
            return false;
        }
    }

    /**
     * @param number how many elements are wanted
     * @param none what it means if the call finds nothing
     */
    void removal(String object, Action action, int number, Outcome none, Removal removal) {
        Recorder.Call call = recorder.begin(object, session, client, action, List.of(), number);
        try {
            List<String> removed = removal.call();
            call.end(removed.isEmpty() ? none : Outcome.DONE, removed, number);
        } catch (InterruptedException | RuntimeException e) {
            call.end(outcome(object, e));
        }
    }

    /** A call that counts. */
    void count(String object, Action action, java.util.function.IntSupplier counter) {
        Recorder.Call call = recorder.begin(object, session, client, action, List.of(), 0);
        try {
            call.end(Outcome.DONE, List.of(), counter.getAsInt());
        } catch (RuntimeException e) {
            call.end(outcome(object, e));
        }
    }

    private static Outcome outcome(String object, Exception e) {
        if (e instanceof InterruptedException) {
            return Outcome.GAVE_UP;
        }
        if (e instanceof OutcomeUnknownException) {
            return Outcome.UNKNOWN;
        }
        if (e instanceof SessionLostException || e instanceof ClusterUnavailableException) {
            return Outcome.FAILED;
        }
        if (e instanceof ObjectLostException) {
            System.out.println("lost " + object);
            return Outcome.UNKNOWN;
        }
        System.out.println("unexpected " + object + " " + e);
        return Outcome.UNKNOWN;
    }
}
