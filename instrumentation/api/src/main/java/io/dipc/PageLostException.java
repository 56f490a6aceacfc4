package io.dipc;

/**
 * What a page of a shared region contained is lost with the member that had it, and there was no copy that may be used. The
 * page throws this at every access until it is overwritten as a whole, or the key is removed; other pages go on.
 */
public class PageLostException extends DipcException {
    private static final long serialVersionUID = 1L;

    /**
     * @param message which region, which page, which member, and what to do
     */
    public PageLostException(String message) {
        super(message);
    }

    /**
     * @param message which region, which page, which member, and what to do
     * @param cause what it was found by
     */
    public PageLostException(String message, Throwable cause) {
        super(message, cause);
    }
}
