package io.dipc.memory.message;

/** What somebody wants of a page. */
public enum Access {
    READ,
    WRITE,
    /** To replace all of its contents, which makes a lost page good again. */
    OVERWRITE;

    /** Whether nobody else may have a copy. */
    public boolean exclusive() {
        return this != READ;
    }
}
