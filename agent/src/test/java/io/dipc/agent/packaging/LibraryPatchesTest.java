package io.dipc.agent.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;

class LibraryPatchesTest {

    private static final String EXECUTORS = "com.hazelcast.internal.util.executor.";

    private final LibraryPatches patches = new LibraryPatches();

    /** Loads classes as they are in dipc.jar. */
    private final class Patched extends ClassLoader {
        private final String prefix;

        Patched(String prefix) {
            super(LibraryPatchesTest.class.getClassLoader());
            this.prefix = prefix;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (!name.startsWith(prefix)) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            String file = name.replace('.', '/') + ".class";
            byte[] patched = patches.apply(file, bytes(file));
            return defineClass(name, patched, 0, patched.length);
        }
    }

    private static byte[] bytes(String file) {
        try (InputStream in = LibraryPatchesTest.class.getClassLoader().getResourceAsStream(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(file, e);
        }
    }

    @Test
    void hazelcastsThreadFactoryMakesDaemons() throws ReflectiveOperationException {
        Class<?> type = new Patched(EXECUTORS).loadClass(EXECUTORS + "PoolExecutorThreadFactory");
        Constructor<?> constructor = type.getConstructor(String.class, ClassLoader.class);
        ThreadFactory factory = (ThreadFactory) constructor.newInstance("test-", type.getClassLoader());
        assertThat(Thread.currentThread().isDaemon()).isFalse();
        assertThat(factory.newThread(() -> {}).isDaemon()).isTrue();
    }

    @Test
    void hazelcastsOtherThreadsAreDaemonsToo() throws ReflectiveOperationException {
        Class<?> type = new Patched(EXECUTORS).loadClass(EXECUTORS + "HazelcastManagedThread");
        assertThat(((Thread) type.getConstructor().newInstance()).isDaemon()).isTrue();
        assertThat(((Thread) type.getConstructor(Runnable.class, String.class).newInstance((Runnable) () -> {}, "t"))
                        .isDaemon())
                .isTrue();
    }

    @Test
    void classesThatNameUnsafeNameTheShimInstead() {
        String file = "com/hazelcast/shaded/org/jctools/util/UnsafeAccess.class";
        String patched = new String(patches.apply(file, bytes(file)), StandardCharsets.ISO_8859_1);
        assertThat(patched).contains("io/dipc/agent/unsafe/Unsafe").doesNotContain("sun/misc/Unsafe");
    }

    @Test
    void slf4jDoesNotAskForTheApplicationsProvider() {
        String file = "org/slf4j/LoggerFactory.class";
        String patched = new String(patches.apply(file, bytes(file)), StandardCharsets.ISO_8859_1);
        assertThat(patched).contains("inst.slf4j.provider");
    }

    @Test
    void nettyDoesNotAskForTheApplicationsProperties() throws ReflectiveOperationException {
        Method get = new Patched("io.netty.util.internal.SystemPropertyUtil")
                .loadClass("io.netty.util.internal.SystemPropertyUtil")
                .getMethod("get", String.class, String.class);
        System.setProperty("io.netty.test", "the application's");
        System.setProperty("inst.io.netty.test", "ours");
        try {
            assertThat(get.invoke(null, "io.netty.test", "none")).isEqualTo("ours");
            assertThat(get.invoke(null, "io.netty.other", "none")).isEqualTo("none");
            assertThat(get.invoke(null, "java.version", "none")).isEqualTo(System.getProperty("java.version"));
        } finally {
            System.clearProperty("io.netty.test");
            System.clearProperty("inst.io.netty.test");
        }
    }

    @Test
    void otherClassesStayAsTheyAre() {
        byte[] before = bytes("com/hazelcast/core/HazelcastInstance.class");
        assertThat(patches.apply("com/hazelcast/core/HazelcastInstance.class", before))
                .isSameAs(before);
    }

    @Test
    void missingClassIsReported() {
        assertThatThrownBy(patches::verify)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("HazelcastManagedThread")
                .hasMessageContaining("SystemPropertyUtil");
    }

    @Test
    void memberThatTheShimLacksIsReported() throws ReflectiveOperationException {
        Patched loader = new Patched(EXECUTORS);
        loader.loadClass(EXECUTORS + "PoolExecutorThreadFactory").getMethods();
        loader.loadClass(EXECUTORS + "HazelcastManagedThread").getMethods();
        patches.apply(NettyProperties.CLASS, bytes(NettyProperties.CLASS));
        String file = "com/hazelcast/shaded/org/jctools/util/UnsafeJvmInfo.class";
        patches.apply(file, bytes(file));
        assertThatThrownBy(patches::verify)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pageSize()I");
        String shim = "io/dipc/agent/unsafe/Unsafe.class";
        patches.apply(shim, bytes(shim));
        patches.verify();
    }

    @Test
    void shimDoesWhatItsNameSays() throws ReflectiveOperationException {
        Class<?> type = Class.forName("io.dipc.agent.unsafe.Unsafe");
        Object shim = type.getMethod("getUnsafe").invoke(null);
        Method offset = type.getMethod("arrayBaseOffset", Class.class);
        long[] array = {1, 2};
        long first = (int) offset.invoke(shim, long[].class);
        assertThat(type.getMethod("getLong", Object.class, long.class).invoke(shim, array, first + 8))
                .isEqualTo(2L);
        assertThat(type.getMethod("compareAndSwapLong", Object.class, long.class, long.class, long.class)
                        .invoke(shim, array, first, 1L, 7L))
                .isEqualTo(true);
        assertThat(array).containsExactly(7, 2);
    }
}
