package io.dipc.it.memory.apps;

import io.dipc.Distributed;
import java.nio.MappedByteBuffer;

/**
 * Threads that access a buffer until the JVM has ended, in each of several ways; a shutdown hook that does so, too; and
 * something that the JVM itself runs after all hooks of programs, as it deletes files. Wants {@code jdk.internal.access}.
 */
public final class BufferEnding {

    private static final int PAGES = 8;
    private static final int PAGE = 4096;

    /** The JVM's own hooks have slots; all those of programs are run in the second one. */
    private static final int LAST_SLOT = 9;

    @Distributed("shared.buffer")
    private static MappedByteBuffer buffer;

    private BufferEnding() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        buffer = MappedFile.ofZeros(PAGES * PAGE);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            buffer.putInt(PAGE, 7);
            System.out.println("hook has read " + buffer.getInt(PAGE));
        }));
        atTheVeryEnd(() -> {
            try {
                System.out.println("read " + buffer.getInt(PAGE) + " at the very end");
            } catch (RuntimeException e) {
                System.out.println("at the very end: " + e);
            }
        });
        byte[] page = new byte[PAGE];
        accessForEver(() -> buffer.putInt(0, 1));
        accessForEver(() -> buffer.getLong(2 * PAGE - 4));
        accessForEver(() -> buffer.put(3 * PAGE, page));
        accessForEver(() -> buffer.get(4 * PAGE, page));
        accessForEver(buffer::force);
        System.out.println("ready");
    }

    private static void accessForEver(Runnable access) {
        access.run();
        new Thread(() -> {
                    while (true) {
                        access.run();
                    }
                })
                .start();
    }

    private static void atTheVeryEnd(Runnable hook) throws ReflectiveOperationException {
        Object access = Class.forName("jdk.internal.access.SharedSecrets")
                .getMethod("getJavaLangAccess")
                .invoke(null);
        Class.forName("jdk.internal.access.JavaLangAccess")
                .getMethod("registerShutdownHook", int.class, boolean.class, Runnable.class)
                .invoke(access, LAST_SLOT, true, hook);
    }
}
