package io.dipc.proxies.elements;

import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.io.Input;
import com.esotericsoftware.kryo.io.Output;
import com.esotericsoftware.kryo.util.Pool;
import com.esotericsoftware.kryo.util.Util;
import java.lang.reflect.InaccessibleObjectException;
import java.util.function.Consumer;

/** Elements by Kryo: records, enums and plain objects, and whatever contains such. Keeps idle Kryo instances. */
final class KryoElements {
    private static final int IDLE_INSTANCES = 16;
    private static final int FIRST_BYTES = 256;

    static final String TOO_LONG_A_CHAIN =
            "its objects refer to each other in too long a chain; keep them in an array or a list";

    static {
        switchUnsafeOff();
    }

    private final ClassLoader loader;
    private final Pool<ElementKryo> idle;

    KryoElements(
            ClassLoader loader,
            ElementFilter filter,
            Consumer<Class<?>> opener,
            JavaElements java,
            ElementLambdas lambdas) {
        this.loader = loader;
        this.idle = new Pool<>(true, false, IDLE_INSTANCES) {
            @Override
            protected ElementKryo create() {
                return new ElementKryo(loader, filter, opener, java, lambdas);
            }
        };
    }

    byte[] encode(Object element) {
        ElementKryo kryo = idle.obtain();
        Output output = new Output(FIRST_BYTES, -1);
        output.writeByte(0);
        output.writeByte(ElementCodec.KRYO);
        try {
            kryo.writeClassAndObject(output, element);
        } catch (RuntimeException | LinkageError e) {
            throw refusal(element.getClass(), e);
        }
        // only after success: an instance that failed may be left in any state
        idle.free(kryo);
        return output.toBytes();
    }

    Object decode(byte[] body) {
        ElementKryo kryo = idle.obtain();
        Object element;
        try {
            element = kryo.readClassAndObject(
                    new Input(body, ElementCodec.CONTENTS, body.length - ElementCodec.CONTENTS));
        } catch (RuntimeException | LinkageError e) {
            throw refusal(null, e);
        }
        idle.free(kryo);
        return element;
    }

    /**
     * @param type the class of the element that was to be written; null if one was to be read
     */
    private RefusedClassException refusal(Class<?> type, Throwable found) {
        for (Throwable e = found; e != null; e = e.getCause()) {
            if (e instanceof RefusedClassException refused) {
                if (type != null) {
                    refused.beginWith(type);
                }
                return refused;
            }
            if (e instanceof ClassNotFoundException) {
                return new RefusedClassException(JavaElements.notFound(e.getMessage(), loader), e);
            }
            if (e instanceof StackOverflowError) {
                return new RefusedClassException(TOO_LONG_A_CHAIN, e);
            }
            if (e instanceof InaccessibleObjectException) {
                return new RefusedClassException(
                        "it contains an object whose fields may not be read: " + e.getMessage()
                                + "; make its class Serializable, or keep such objects out of elements",
                        found);
            }
        }
        String message = found instanceof KryoException
                ? RefusedClassException.inOneLine(String.valueOf(found.getMessage()))
                : found.toString();
        return new RefusedClassException(
                type == null ? message : "class " + type.getName() + " did not let itself be written: " + message,
                found);
    }

    /** Kryo reads this property once; on new JDKs its use of Unsafe makes the JVM print warnings. */
    private static void switchUnsafeOff() {
        String property = "kryo.unsafe";
        String before = System.getProperty(property);
        System.setProperty(property, "false");
        try {
            if (Util.isUnsafeAvailable()) {
                throw new IllegalStateException("Kryo was loaded, with its use of Unsafe, before the element codec");
            }
        } finally {
            if (before == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, before);
            }
        }
    }
}
