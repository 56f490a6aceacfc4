package io.dipc.buffers.base;

import io.dipc.buffers.jdk.MemorySegmentProxy;
import io.dipc.buffers.jdk.Scope;

/** What buffers over regions name as their segment, so that they have our scope. */
public final class Segment17 extends MemorySegmentProxy {

    /** The only one. */
    public static final Segment17 INSTANCE = new Segment17();

    private Segment17() {}

    @Override
    public void checkAccess(long offset, long length, boolean readOnly) {
        // The buffer has checked its bounds.
    }

    @Override
    public long unsafeGetOffset() {
        throw new UnsupportedOperationException("a buffer over a shared region is no memory segment in this JDK");
    }

    @Override
    public Object unsafeGetBase() {
        return null;
    }

    @Override
    public boolean isSmall() {
        return false;
    }

    @Override
    public Scope scope() {
        return Scope17.INSTANCE;
    }
}
