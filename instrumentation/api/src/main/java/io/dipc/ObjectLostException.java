package io.dipc;

/**
 * The distributed object no longer exists, and what it held is gone: its home and all its backups died together, or none of
 * those that had it was heard of for ten minutes. With {@code quorum=none}, where who cannot be reached counts as dead, also
 * if they are on the other side of a cut.
 *
 * <p>Every method of every proxy of the object throws it from then on, in all JVMs; so do calls that are waiting then, and
 * iterators that have not ended. No call of it has an effect, and the object is never silently empty instead. Only a queue that
 * the other side of a cut has, with {@code quorum=none}, is there again when both sides meet.
 *
 * <p>A program may store a new object under the key, which makes a new one from that object, or end. More {@code backups} make
 * it rarer.
 */
public class ObjectLostException extends DipcException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message what was tried, on which key, what was found, and what to do
     */
    public ObjectLostException(String message) {
        super(message);
    }

    /**
     * @param message what was tried, on which key, what was found, and what to do
     * @param cause what it was found by
     */
    public ObjectLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
