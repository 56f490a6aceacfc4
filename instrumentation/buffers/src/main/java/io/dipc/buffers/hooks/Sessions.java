package io.dipc.buffers.hooks;

/**
 * What buffers over regions carry, so that an access can be told from others by one comparison.
 *
 * @param segment the value of the field {@code segment} of such buffers
 * @param session what the accesses are given: of the segment
 */
record Sessions(Object segment, Object session) {

    /** JDK 17: classes of ours. */
    static Sessions ofProxies(BaseClasses classes) throws ReflectiveOperationException {
        Class<?> scope = classes.define("Scope17");
        Class<?> segment = classes.define("Segment17");
        return new Sessions(
                segment.getField("INSTANCE").get(null),
                scope.getField("INSTANCE").get(null));
    }

    /** Later: a native segment with a session of its own that never ends and belongs to no thread. */
    static Sessions ofSegments() throws ReflectiveOperationException {
        boolean preview = Runtime.version().feature() < 22;
        Class<?> type = Class.forName("jdk.internal.foreign.MemorySessionImpl");
        Object session = type.getMethod(preview ? "heapSession" : "createHeap", Object.class)
                .invoke(null, new Object());
        Object segment = Class.forName(
                        "jdk.internal.foreign." + (preview ? "NativeMemorySegmentImpl" : "SegmentFactories"))
                .getMethod("makeNativeSegmentUnchecked", long.class, long.class, type)
                .invoke(null, 0L, Long.MAX_VALUE, session);
        return new Sessions(segment, session);
    }
}
