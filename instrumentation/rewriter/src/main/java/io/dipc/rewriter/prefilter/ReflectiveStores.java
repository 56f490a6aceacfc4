package io.dipc.rewriter.prefilter;

/**
 * The methods of the JDK through which a field can be stored into without a store instruction, besides
 * {@code Field.set} and {@code AtomicReferenceFieldUpdater.newUpdater}.
 */
public final class ReflectiveStores {
    private static final String[] LOOKUP_METHODS = {
        "findSetter",
        "findStaticSetter",
        "findStaticVarHandle",
        "findVarHandle",
        "unreflectSetter",
        "unreflectVarHandle",
    };

    private ReflectiveStores() {}

    /**
     * @return names of methods of {@code MethodHandles.Lookup}; the caller's to keep
     */
    public static String[] lookupMethods() {
        return LOOKUP_METHODS.clone();
    }
}
