package io.dipc.engine.protocol;

import io.dipc.engine.view.Coordinator;
import io.dipc.engine.view.View;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;

/** What the {@link Coordinator} of {@code quorum=none} and other members say to each other to agree on views. */
public sealed interface CoordinatorMessage extends Message {

    /** Valid in all views. */
    @Override
    default long view() {
        return 0;
    }

    /** Which is the newest view that you know? */
    record ViewQuery() implements CoordinatorMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(MessageType.VIEW_QUERY);
        }
    }

    /**
     * The newest view known.
     *
     * @param newest it, or null
     */
    record ViewAnswer(View newest) implements CoordinatorMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(MessageType.VIEW_ANSWER).putBoolean(newest != null);
            if (newest != null) {
                newest.write(out);
            }
        }

        static ViewAnswer read(WireReader in) {
            return new ViewAnswer(in.getBoolean() ? View.read(in) : null);
        }
    }

    /** This is the view now. */
    record ViewDecided(View decided) implements CoordinatorMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(MessageType.VIEW_DECIDED);
            decided.write(out);
        }

        static ViewDecided read(WireReader in) {
            return new ViewDecided(View.read(in));
        }
    }

    /** My session is over; I stay until I have handed over what I hold. */
    record Goodbye(boolean orderly) implements CoordinatorMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(MessageType.GOODBYE).putBoolean(orderly);
        }

        static Goodbye read(WireReader in) {
            return new Goodbye(in.getBoolean());
        }
    }
}
