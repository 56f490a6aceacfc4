package io.dipc.engine.protocol;

import io.dipc.engine.network.Member;
import io.dipc.engine.view.View;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.List;

/**
 * What members say to each other to agree on views by majority. Each travels alone, at once, outside of the ordered
 * conversation of a link: it may be lost, repeated and overtaken; whatever matters is said again.
 */
public sealed interface ViewMessage {

    void write(WireWriter out);

    /**
     * A member without a view asks to be taken into one.
     *
     * @param reached the sessions that have answered it
     */
    record Join(Member joiner, List<Long> reached) implements ViewMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.JOIN);
            joiner.write(out);
            out.putList(reached, WireWriter::putFixedLong);
        }
    }

    /** This is the view now, as far as the sender knows. */
    record Decided(View view) implements ViewMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.DECIDED);
            view.write(out);
        }
    }

    /**
     * A member to a voter: I live.
     *
     * @param view number of its view
     * @param nanos when it was sent, by the sender's clock for durations
     * @param millis when it was sent, by the sender's wall clock
     */
    record Heartbeat(long view, long nanos, long millis) implements ViewMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.HEARTBEAT).putLong(view).putFixedLong(nanos).putFixedLong(millis);
        }
    }

    /** A voter to a member: it has this heartbeat, in the same view. */
    record Echo(long view, long nanos, long millis) implements ViewMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.ECHO).putLong(view).putFixedLong(nanos).putFixedLong(millis);
        }
    }

    /**
     * The leader of the voters to each of them: do not echo a member's heartbeats any more, or do again.
     *
     * @param ballot what is higher was said later
     * @param view number of the view in which it leads
     * @param session the member
     * @param silent whether it is suspected
     */
    record Silence(long ballot, long view, long session, boolean silent) implements ViewMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.SILENCE)
                    .putLong(ballot)
                    .putLong(view)
                    .putFixedLong(session)
                    .putBoolean(silent);
        }
    }

    /**
     * A voter to the others: I do not echo that member any more.
     *
     * @param ballot of what it was asked
     * @param sinceEcho nanoseconds since the voter echoed it last
     */
    record Silenced(long ballot, long view, long session, long sinceEcho) implements ViewMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.SILENCED)
                    .putLong(ballot)
                    .putLong(view)
                    .putFixedLong(session)
                    .putLong(sinceEcho);
        }
    }

    /** A member to the voters: that member acknowledges nothing of mine. */
    record Suspect(long view, long session) implements ViewMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.SUSPECT).putLong(view).putFixedLong(session);
        }
    }

    /** A member to the voters: my session is over; I stay until I have handed over what I hold. */
    record Goodbye(boolean orderly) implements ViewMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.GOODBYE).putBoolean(orderly);
        }
    }

    /**
     * A member to others: it is proven that a session is over.
     *
     * @param dead whether its process does not run any more or has left; false if it may go on in another session
     */
    record Ended(long session, boolean dead) implements ViewMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.ENDED).putFixedLong(session).putBoolean(dead);
        }
    }

    /**
     * A member that goes on without a majority of voters, since those are dead: which is your newest view?
     *
     * @param over sessions that are proven to be over; the receiver listens to them no more
     */
    record Query(List<Long> over) implements ViewMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.QUERY).putList(over, WireWriter::putFixedLong);
        }
    }

    /**
     * The answer to a query.
     *
     * @param newest the view, or null
     */
    record Answer(View newest) implements ViewMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.ANSWER).putBoolean(newest != null);
            if (newest != null) {
                newest.write(out);
            }
        }
    }

    /**
     * One voter to another, in the words of the Raft library.
     *
     * @param group number of the view from which on this group of voters decides
     */
    record Raft(long group, byte[] message) implements ViewMessage {
        @Override
        public void write(WireWriter out) {
            out.putByte(Type.RAFT).putLong(group).putBytes(message);
        }
    }

    /** Reads one message. */
    static ViewMessage read(WireReader in) {
        int type = in.getByte();
        return switch (type) {
            case Type.JOIN -> new Join(Member.read(in), in.getList(WireReader::getFixedLong));
            case Type.DECIDED -> new Decided(View.read(in));
            case Type.HEARTBEAT -> new Heartbeat(in.getLong(), in.getFixedLong(), in.getFixedLong());
            case Type.ECHO -> new Echo(in.getLong(), in.getFixedLong(), in.getFixedLong());
            case Type.SILENCE -> new Silence(in.getLong(), in.getLong(), in.getFixedLong(), in.getBoolean());
            case Type.SILENCED -> new Silenced(in.getLong(), in.getLong(), in.getFixedLong(), in.getLong());
            case Type.SUSPECT -> new Suspect(in.getLong(), in.getFixedLong());
            case Type.GOODBYE -> new Goodbye(in.getBoolean());
            case Type.ENDED -> new Ended(in.getFixedLong(), in.getBoolean());
            case Type.QUERY -> new Query(in.getList(WireReader::getFixedLong));
            case Type.ANSWER -> new Answer(in.getBoolean() ? View.read(in) : null);
            case Type.RAFT -> new Raft(in.getLong(), Parts.getContent(in));
            default -> throw new IllegalArgumentException("unknown type of message about views: " + type);
        };
    }

    /** The first byte of each message. */
    final class Type {
        static final int JOIN = 1;
        static final int DECIDED = 2;
        static final int HEARTBEAT = 3;
        static final int ECHO = 4;
        static final int SILENCE = 5;
        static final int SILENCED = 6;
        static final int SUSPECT = 7;
        static final int GOODBYE = 8;
        static final int ENDED = 9;
        static final int QUERY = 10;
        static final int ANSWER = 11;
        static final int RAFT = 12;

        private Type() {}
    }
}
