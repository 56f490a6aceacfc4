package io.dipc.proxies.elements;

import io.dipc.ElementException;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Turns elements into bytes and back, with the classes of one class loader. Thread-safe; runs code of the application,
 * so that it may only be called by threads of the application.
 *
 * <p>The bytes begin at index 1; index 0 is free for the header of a command.
 */
public final class ElementCodec {
    /** Where the kind of the bytes stands. */
    static final int TAG = 1;
    /** Where the contents begin. */
    static final int CONTENTS = 2;

    static final byte JAVA = 20;
    static final byte KRYO = 21;

    private final JavaElements java;
    private final KryoElements kryo;
    private final ElementLambdas lambdas;
    private final ThreadElements threads;

    /**
     * @param loader finds the classes of the elements: the loader of the class that declares the field
     * @param filter which classes may come in
     * @param opener called for a class whose fields must be read and whose module does not allow it; opens its package
     *     to the module of this class, or leaves it
     * @param proxies for proxies inside of elements
     */
    public ElementCodec(ClassLoader loader, ElementFilter filter, Consumer<Class<?>> opener, ProxyReferences proxies) {
        ClassLoader named = loader == null ? ClassLoader.getPlatformClassLoader() : loader;
        this.lambdas = new ElementLambdas(named, filter, opener);
        this.java = new JavaElements(named, filter, new TravellingProxies(this, proxies), lambdas);
        this.kryo = new KryoElements(named, filter, opener, java, lambdas);
        this.threads = new ThreadElements(this, named, filter, opener);
    }

    /**
     * Whether the calling thread is writing an element by Java serialization, so that a proxy that is asked for its
     * replacement is about to travel.
     */
    public static boolean isEncoding() {
        return JavaElements.isWriting();
    }

    /**
     * @param element not null
     * @param key of the object that it is for; for messages
     * @return the bytes, in an array that nobody else has
     * @throws ElementException if the element cannot be turned into bytes; names the class
     */
    public byte[] encode(Object element, String key) {
        byte[] common = CommonValues.encode(element);
        if (common != null) {
            return common;
        }
        try {
            if (element instanceof java.io.Serializable) {
                byte[] body = java.encode(element);
                if (body != null) {
                    return body;
                }
            }
            return kryo.encode(element);
        } catch (RefusedClassException e) {
            throw new ElementException(
                    "Key \"" + key + "\": an element of class "
                            + element.getClass().getName() + " cannot be sent to other members: " + e.getMessage(),
                    e.getCause());
        } catch (StackOverflowError e) {
            throw new ElementException(
                    "Key \"" + key + "\": an element of class "
                            + element.getClass().getName()
                            + " cannot be sent to other members: " + KryoElements.TOO_LONG_A_CHAIN,
                    e);
        }
    }

    /**
     * What can be changed of what a lambda, or an object of an anonymous, local or inner class, has captured, once for each
     * class: nobody else will see what is done to a copy of it.
     *
     * @param element that can be encoded
     * @return variable and class, {@code counts: java.util.ArrayList}; null if there is nothing new to say
     */
    public String capturedState(Object element) {
        return lambdas.captured().firstChangeable(element);
    }

    /**
     * What the class of a thread declares; not what the thread itself is.
     *
     * @param thread of a subclass of {@link Thread}
     * @param key for messages
     * @return the bytes, in an array that nobody else has
     * @throws ElementException if a field cannot be turned into bytes; names it
     */
    public byte[] encodeThread(Thread thread, String key) {
        return threads.encode(thread, key);
    }

    /**
     * A new thread with what {@link #encodeThread} has written, made without a constructor of its class.
     *
     * @param name its name
     * @param key for messages
     * @param allowed whether threads of a class may be made
     * @throws ElementException if it cannot be made of the bytes here
     */
    public Thread decodeThread(byte[] body, String name, String key, Predicate<Class<?>> allowed) {
        return threads.decode(body, name, key, allowed);
    }

    /**
     * @param body bytes from {@link #encode}, here or at another member
     * @param key of the object that it is from; for messages
     * @throws ElementException if no element can be made of the bytes here; names the class where it is known
     */
    public Object decode(byte[] body, String key) {
        try {
            switch (body.length > TAG ? body[TAG] : 0) {
                case JAVA:
                    return java.decode(body);
                case KRYO:
                    return kryo.decode(body);
                default:
                    return CommonValues.decode(body);
            }
        } catch (RefusedClassException e) {
            throw new ElementException(
                    "Key \"" + key + "\": an element cannot be read here, and stays where it is: " + e.getMessage(),
                    e.getCause());
        } catch (StackOverflowError e) {
            throw new ElementException(
                    "Key \"" + key + "\": an element cannot be read here, and stays where it is: "
                            + KryoElements.TOO_LONG_A_CHAIN,
                    e);
        }
    }
}
