package io.dipc.proxies.testing.peer;

import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.objenesis.ObjenesisHelper;

/**
 * What stands for a proxy of the peer's: an object of a subclass of the JDK's class whose public methods are called at the
 * peer. Final ones cannot be.
 */
final class RemoteObject {
    private static final MethodHandles.Lookup HERE = MethodHandles.lookup();
    private static final Map<Class<?>, Class<?>> CLASSES = new ConcurrentHashMap<>();

    private RemoteObject() {}

    /**
     * @param type the JDK's class
     * @param key of the peer's proxy
     */
    static Object create(Class<?> type, String key) {
        Object created = ObjenesisHelper.newInstance(CLASSES.computeIfAbsent(type, RemoteObject::subclass));
        try {
            created.getClass().getField(RemoteClass.KEY).set(created, key);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
        return created;
    }

    private static Class<?> subclass(Class<?> type) {
        try {
            return HERE.defineClass(new RemoteClass(type).bytes());
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    static boolean isOne(Object object) {
        return CLASSES.containsValue(object.getClass());
    }

    static String key(Object remote) {
        try {
            return (String) remote.getClass().getField(RemoteClass.KEY).get(remote);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(remote + " is not at the peer", e);
        }
    }

    /** Called by the methods of the subclasses. */
    static Object call(String key, String declaring, String name, String descriptor, Object[] arguments)
            throws Throwable {
        return Peer.get().applyAt(key, new MethodCall(declaring, name, descriptor, arguments));
    }
}
