package io.dipc.memory.cuts;

/** Waits until everything that this member has written so far survives its death. Told once how that ended. */
public interface Release {

    /** It does. */
    void done();

    /** This member is not one any more. */
    void failed();
}
