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
        private final long id;
        private Operation end;

        private Call(
                long id,
                String object,
                String session,
                String client,
                Action action,
                List<String> elements,
                int number) {
            this.id = id;
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
                journal.ended(id, end);
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

    /** Is told of each beginning and each end, in their order. */
    interface Journal {
        void begun(long id, Operation call);

        void ended(long id, Operation call);
    }

    private final LongSupplier clock;
    private final Journal journal;
    private final List<Call> calls = new ArrayList<>();

    /**
     * Records in memory.
     *
     * @param clock the moments; never goes back
     */
    public Recorder(LongSupplier clock) {
        this(clock, new Journal() {
            @Override
            public void begun(long id, Operation call) {}

            @Override
            public void ended(long id, Operation call) {}
        });
    }

    Recorder(LongSupplier clock, Journal journal) {
        this.clock = clock;
        this.journal = journal;
    }

    /** A call is about to begin. */
    public synchronized Call begin(
            String object, String session, String client, Action action, List<String> elements, int number) {
        Call call = new Call(calls.size(), object, session, client, action, elements, number);
        calls.add(call);
        journal.begun(call.id, call.operation());
        return call;
    }

    /** Everything so far. */
    public synchronized History history() {
        return new History(calls.stream().map(Call::operation).toList());
    }
}
