package io.dipc.proxies.semaphore;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.concurrent.Semaphore;

/** Calls what only subclasses of a semaphore may call. */
final class ProtectedMethods {
    private ProtectedMethods() {}

    static void reducePermits(Semaphore semaphore, int reduction) throws Exception {
        protectedCall(semaphore, "reducePermits", new Class<?>[] {int.class}, reduction);
    }

    static Collection<?> queuedThreads(Semaphore semaphore) throws Exception {
        return (Collection<?>) protectedCall(semaphore, "getQueuedThreads", new Class<?>[0]);
    }

    /** As a subclass would; the JDK's class itself must be opened to the test. */
    private static Object protectedCall(Semaphore semaphore, String name, Class<?>[] types, Object... arguments)
            throws Exception {
        Method method = semaphore.getClass().getDeclaredMethod(name, types);
        method.setAccessible(true);
        try {
            return method.invoke(semaphore, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }
}
