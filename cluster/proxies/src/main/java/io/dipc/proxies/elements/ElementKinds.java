package io.dipc.proxies.elements;

import java.io.Externalizable;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Serializable;
import java.io.Writer;
import java.lang.reflect.Proxy;
import java.nio.channels.Channel;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.Vector;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** In which way Kryo writes the objects of a class, and which classes it must not touch. */
final class ElementKinds {
    /** Collections and maps of the JDK that are nothing but their elements, so that Kryo's copy is complete. */
    private static final Set<Class<?>> PLAIN_CONTAINERS = Stream.of(
                    ArrayDeque.class,
                    ArrayList.class,
                    ConcurrentHashMap.class,
                    ConcurrentLinkedDeque.class,
                    ConcurrentLinkedQueue.class,
                    CopyOnWriteArrayList.class,
                    HashMap.class,
                    HashSet.class,
                    Hashtable.class,
                    IdentityHashMap.class,
                    LinkedHashMap.class,
                    LinkedHashSet.class,
                    LinkedList.class,
                    PriorityQueue.class,
                    TreeMap.class,
                    TreeSet.class,
                    Vector.class,
                    Arrays.asList().getClass(),
                    Collections.emptyList().getClass(),
                    Collections.emptyMap().getClass(),
                    Collections.emptySet().getClass(),
                    Collections.singletonList(1).getClass(),
                    Collections.singletonMap(1, 1).getClass(),
                    Collections.singleton(1).getClass(),
                    List.of().getClass(),
                    List.of(1).getClass(),
                    List.of(1, 2, 3, 4).subList(0, 2).getClass(),
                    Map.of().getClass(),
                    Map.of(1, 2).getClass(),
                    Set.of().getClass(),
                    Set.of(1).getClass())
            .collect(Collectors.toUnmodifiableSet());

    /** Values of the JDK for which Kryo has serializers, and which may hold what is not serializable. */
    private static final Set<Class<?>> PLAIN_VALUES = Set.of(
            AbstractMap.SimpleEntry.class,
            AbstractMap.SimpleImmutableEntry.class,
            BitSet.class,
            Class.class,
            String.class,
            StringBuffer.class,
            StringBuilder.class,
            java.util.Optional.class,
            java.util.OptionalInt.class,
            java.util.OptionalLong.class,
            java.util.OptionalDouble.class);

    /** What a copy of the fields would not be, even in a class of the application. */
    private static final List<Class<?>> RESOURCES = List.of(
            Thread.class,
            ThreadGroup.class,
            ClassLoader.class,
            Process.class,
            InputStream.class,
            OutputStream.class,
            Reader.class,
            Writer.class,
            Channel.class,
            Executor.class);

    private ElementKinds() {}

    /** How objects are written. */
    enum Kind {
        /** By name. */
        ENUM,
        /** By what Kryo has for the class. */
        BUILT_IN,
        /** By Java serialization, as a part of Kryo's bytes. */
        JAVA,
        /** Field by field. */
        FIELDS
    }

    static boolean isOfJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    /**
     * The class under whose name objects of a class travel: that of the JDK's whose objects are equal, where the JDK's
     * own class is of its inside.
     */
    static Class<?> standIn(Class<?> type) {
        if (!isOfJdk(type) || type.isInterface()) {
            return type;
        }
        if (Path.class.isAssignableFrom(type)) {
            return Path.class;
        }
        if (type == Map.entry(1, 1).getClass()) {
            return AbstractMap.SimpleImmutableEntry.class;
        }
        boolean entry = Map.Entry.class.isAssignableFrom(type) && !Serializable.class.isAssignableFrom(type);
        return entry ? AbstractMap.SimpleEntry.class : type;
    }

    static Kind of(Class<?> type) {
        if (type.isEnum()) {
            return Kind.ENUM;
        }
        if (type.isRecord()) {
            return writesItself(type) ? Kind.JAVA : Kind.BUILT_IN;
        }
        if (type.isArray() || type.isPrimitive() || type.isInterface()) {
            return Kind.BUILT_IN;
        }
        if (isOfJdk(type)) {
            if (PLAIN_VALUES.contains(type)
                    || PLAIN_CONTAINERS.contains(type)
                    || Number.class.isAssignableFrom(type) && type.getName().startsWith("java.lang.")
                    || type == Boolean.class
                    || type == Character.class) {
                return Kind.BUILT_IN;
            }
            return Serializable.class.isAssignableFrom(type) ? Kind.JAVA : Kind.FIELDS;
        }
        return writesItself(type) ? Kind.JAVA : Kind.FIELDS;
    }

    /**
     * @throws RefusedClassException if objects of the class would not be the same objects elsewhere
     */
    static void check(Class<?> type) {
        if (type.isHidden()) {
            throw refused(type, "is hidden: no other member can find it by its name", "use a class that is in a file");
        }
        if (Proxy.isProxyClass(type)) {
            throw refused(type, "is a dynamic proxy", "make its invocation handler Serializable");
        }
        if (type == Object.class) {
            throw refused(
                    type,
                    "has nothing but its identity, which does not travel",
                    "use a constant of an enum or" + " a record, and compare with equals");
        }
        for (Class<?> resource : RESOURCES) {
            if (resource.isAssignableFrom(type)) {
                throw refused(
                        type,
                        "is a " + resource.getName() + ", which belongs to this JVM",
                        "keep it out of" + " elements");
            }
        }
        if (isOfJdk(type) && of(type) == Kind.FIELDS) {
            throw refused(type, "belongs to the JDK and is not Serializable", "keep it out of elements");
        }
        if (of(type) == Kind.FIELDS
                && (Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type))
                && hasStateInJdk(type)) {
            throw refused(
                    type,
                    "extends a collection of the JDK and is not Serializable",
                    "make it Serializable, or use one" + " of the JDK's collections itself");
        }
    }

    private static RefusedClassException refused(Class<?> type, String reason, String remedy) {
        return new RefusedClassException("class " + type.getName() + " " + reason + "; " + remedy);
    }

    private static boolean hasStateInJdk(Class<?> type) {
        for (Class<?> one = type; one != Object.class; one = one.getSuperclass()) {
            if (isOfJdk(one) && one.getDeclaredFields().length > 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether a serializable class has methods that decide how it is written. */
    private static boolean writesItself(Class<?> type) {
        if (!Serializable.class.isAssignableFrom(type)) {
            return false;
        }
        if (Externalizable.class.isAssignableFrom(type)) {
            return true;
        }
        for (Class<?> one = type; one != null && one != Object.class; one = one.getSuperclass()) {
            if (declares(one, "writeObject", ObjectOutputStream.class)
                    || declares(one, "readObject", ObjectInputStream.class)
                    || declares(one, "writeReplace")
                    || declares(one, "readResolve")) {
                return true;
            }
        }
        return false;
    }

    private static boolean declares(Class<?> type, String method, Class<?>... parameters) {
        try {
            type.getDeclaredMethod(method, parameters);
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }
}
