package io.dipc.buffers.base;

import io.dipc.buffers.jdk.Scope;
import io.dipc.buffers.jdk.ScopeHandle;

/** The scope of all buffers over regions: never ends, belongs to no thread. */
public final class Scope17 implements Scope {

    /** The only one. */
    public static final Scope17 INSTANCE = new Scope17();

    private Scope17() {}

    @Override
    public void checkValidState() {
        // Always valid.
    }

    @Override
    public Thread ownerThread() {
        return null;
    }

    @Override
    public boolean isImplicit() {
        return true;
    }

    @Override
    public ScopeHandle acquire() {
        return null;
    }

    @Override
    public void release(ScopeHandle handle) {
        // Nothing was acquired.
    }
}
