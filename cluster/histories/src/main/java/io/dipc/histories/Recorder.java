package io.dipc.histories;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Records a history. Thread-safe. */
public final class Recorder {

    /** A call that has begun. */
    public final class Call {
        private final String object;
        private final String session;
        private final String client;
        private final Action action;
        private final List<String> elements;
        private final int number;
        private final long invoked = clock.getAsLong();
        private Operation end;

        private Call(String object, String session, String client, Action action, List<String> elements, int number) {
            this.object = object;
            this.session = session;
            this.client = client;
            this.action = action;
            this.elements = elements;
            this.number = number;
        }

        /** The call has ended; what was said at its beginning is its result. */
        public void end(Outcome outcome) {
            end(outcome, elements, number);
        }

        /** The call has ended. */
        public void end(Outcome outcome, List<String> result, int count) {
            long now = clock.getAsLong();
            synchronized (Recorder.this) {
                if (end != null) {
                    throw new IllegalStateException("ended before: " + end);
                }
                end = new Operation(object, session, client, action, outcome, result, count, invoked, now);
            }
        }

        private Operation operation() {
            return end != null
                    ? end
                    : new Operation(
                            object,
                            session,
                            client,
                            action,
                            Outcome.PENDING,
                            elements,
                            number,
                            invoked,
                            Operation.NEVER);
        }
    }

    private final LongSupplier clock;
    private final List<Call> calls = new ArrayList<>();

    /**
     * @param clock the moments; never goes back
     */
    public Recorder(LongSupplier clock) {
        this.clock = clock;
    }

    /** A call is about to begin. */
    public synchronized Call begin(
            String object, String session, String client, Action action, List<String> elements, int number) {
        Call call = new Call(object, session, client, action, elements, number);
        calls.add(call);
        return call;
    }

    /** Everything so far. */
    public synchronized History history() {
        return new History(calls.stream().map(Call::operation).toList());
    }
}
