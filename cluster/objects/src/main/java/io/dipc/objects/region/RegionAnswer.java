package io.dipc.objects.region;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.BitSet;

/** The answers of a region. {@code of} throws {@link IllegalArgumentException} for other bytes. */
public final class RegionAnswer {
    static final byte[] EMPTY = {};

    private RegionAnswer() {}

    /**
     * Of {@link RegionCommand#attach}.
     *
     * @param session the one that attached
     * @param view the view in which it is a member
     */
    public record Attached(long session, RegionView view) {

        public static Attached of(byte[] answer) {
            WireReader reader = new WireReader(answer);
            return new Attached(reader.getFixedLong(), RegionView.of(reader.getRaw(reader.remaining())));
        }

        static byte[] bytes(long session, byte[] view) {
            return new WireWriter(8 + view.length)
                    .putFixedLong(session)
                    .putRaw(view, 0, view.length)
                    .toBytes();
        }
    }

    /**
     * Of {@link RegionCommand#watch}.
     *
     * @param view the next one; null: the session that asks is no member
     */
    public record Next(RegionView view) {

        public static Next of(byte[] answer) {
            return new Next(answer.length == 0 ? null : RegionView.of(answer));
        }
    }

    /**
     * Of {@link RegionCommand#touched}.
     *
     * @param pages how many the region has
     */
    public static BitSet touched(byte[] answer, int pages) {
        return PageRuns.read(new WireReader(answer), pages);
    }

    /** Of {@link RegionCommand#fill}. */
    public enum Fill {
        /** The first contents are in. */
        FILLED,
        /** The session is the one to put them in. */
        YOURS,
        /** The session is no member. */
        NO_MEMBER;

        public static Fill of(byte[] answer) {
            return new WireReader(answer).getOneOf(values());
        }

        byte[] toBytes() {
            return new byte[] {(byte) ordinal()};
        }
    }

    /**
     * Of {@link RegionCommand#force}.
     *
     * @param elsewhere whether it is done; else the session is to put the contents into its own file, if it has one
     * @param failure why the member that keeps the contents could not; null: it could
     * @param turn others wait until the session says by {@link RegionCommand#forced} that it is done, with this number; 0:
     *     nobody does
     */
    public record Forced(boolean elsewhere, String failure, long turn) {

        public static Forced of(byte[] answer) {
            WireReader reader = new WireReader(answer);
            boolean elsewhere = reader.getBoolean();
            String failure = reader.getString();
            return new Forced(elsewhere, failure.isEmpty() ? null : failure, reader.getLong());
        }

        byte[] toBytes() {
            return new WireWriter()
                    .putBoolean(elsewhere)
                    .putString(failure == null ? "" : failure)
                    .putLong(turn)
                    .toBytes();
        }
    }

    /** Of {@link RegionCommand#nextForce}. */
    public record ToForce(long number, long offset, long length) {

        /** Null: the session does not keep the contents. */
        public static ToForce of(byte[] answer) {
            if (answer.length == 0) {
                return null;
            }
            WireReader reader = new WireReader(answer);
            return new ToForce(reader.getLong(), reader.getLong(), reader.getLong());
        }

        byte[] toBytes() {
            return new WireWriter()
                    .putLong(number)
                    .putLong(offset)
                    .putLong(length)
                    .toBytes();
        }
    }
}
