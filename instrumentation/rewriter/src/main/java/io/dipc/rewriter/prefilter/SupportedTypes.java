package io.dipc.rewriter.prefilter;

/**
 * The declared types of which a distributed field or variable can be: these, and arrays of them, except of buffers.
 */
public final class SupportedTypes {
    private static final String[] INTERFACES = {
        "java/util/Collection",
        "java/util/Deque",
        "java/util/Queue",
        "java/util/concurrent/BlockingDeque",
        "java/util/concurrent/BlockingQueue",
        "java/util/concurrent/Executor",
        "java/util/concurrent/ExecutorService",
        "java/util/concurrent/ScheduledExecutorService",
        "java/util/concurrent/TransferQueue",
    };

    private static final String[] CLASSES = {
        "java/util/concurrent/ArrayBlockingQueue",
        "java/util/concurrent/ConcurrentLinkedDeque",
        "java/util/concurrent/ConcurrentLinkedQueue",
        "java/util/concurrent/DelayQueue",
        "java/util/concurrent/ForkJoinPool",
        "java/util/concurrent/LinkedBlockingDeque",
        "java/util/concurrent/LinkedBlockingQueue",
        "java/util/concurrent/LinkedTransferQueue",
        "java/util/concurrent/PriorityBlockingQueue",
        "java/util/concurrent/ScheduledThreadPoolExecutor",
        "java/util/concurrent/Semaphore",
        "java/util/concurrent/SynchronousQueue",
        "java/util/concurrent/ThreadPoolExecutor",
    };

    private static final String[] BUFFERS = {"java/nio/ByteBuffer", "java/nio/MappedByteBuffer"};

    private SupportedTypes() {}

    /**
     * @return internal names ({@code java/util/Queue}), interfaces first, else in alphabetical order; the caller's to
     *     keep
     */
    public static String[] internalNames() {
        String[] names = new String[INTERFACES.length + BUFFERS.length + CLASSES.length];
        System.arraycopy(INTERFACES, 0, names, 0, INTERFACES.length);
        System.arraycopy(BUFFERS, 0, names, INTERFACES.length, BUFFERS.length);
        System.arraycopy(CLASSES, 0, names, INTERFACES.length + BUFFERS.length, CLASSES.length);
        return names;
    }

    /**
     * @param internalName any name
     * @return whether it is that of a supported class, not of an interface
     */
    public static boolean isClass(String internalName) {
        return isIn(CLASSES, internalName) || isIn(BUFFERS, internalName);
    }

    /**
     * @param descriptor a field descriptor, {@code Ljava/util/Queue;} or {@code [Ljava/util/Queue;}
     * @return whether a field of this type can be distributed
     */
    public static boolean supports(String descriptor) {
        int dimensions = descriptor.lastIndexOf('[') + 1;
        if (descriptor.charAt(dimensions) != 'L') {
            return false;
        }
        String name = descriptor.substring(dimensions + 1, descriptor.length() - 1);
        return isIn(INTERFACES, name) || isIn(CLASSES, name) || dimensions == 0 && isIn(BUFFERS, name);
    }

    private static boolean isIn(String[] names, String name) {
        for (String one : names) {
            if (one.equals(name)) {
                return true;
            }
        }
        return false;
    }
}
