package io.dipc.rewriter.prefilter;

/**
 * The declared types of which a distributed field or variable can be.
 */
public final class SupportedTypes {
    private static final String[] INTERNAL_NAMES = {
        "java/util/Queue",
        "java/util/concurrent/ArrayBlockingQueue",
        "java/util/concurrent/BlockingQueue",
        "java/util/concurrent/LinkedBlockingQueue",
        "java/util/concurrent/Semaphore",
    };

    private SupportedTypes() {}

    /**
     * @return internal names ({@code java/util/Queue}), in alphabetical order; the caller's to keep
     */
    public static String[] internalNames() {
        return INTERNAL_NAMES.clone();
    }

    /**
     * @param descriptor a field descriptor, {@code Ljava/util/Queue;}
     * @return whether a field of this type can be distributed
     */
    public static boolean supports(String descriptor) {
        for (String name : INTERNAL_NAMES) {
            if (descriptor.length() == name.length() + 2
                    && descriptor.charAt(0) == 'L'
                    && descriptor.startsWith(name, 1)) {
                return true;
            }
        }
        return false;
    }
}
