package io.dipc.proxies.elements;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InvalidClassException;
import java.io.NotSerializableException;

/** Elements by Java serialization. */
final class JavaElements {
    /** How many elements the thread is writing: one may hold another in bytes that its own methods write. */
    private static final ThreadLocal<Integer> WRITING = ThreadLocal.withInitial(() -> 0);

    private final ClassLoader loader;
    private final ElementFilter filter;
    private final TravellingProxies proxies;
    private final ElementLambdas lambdas;

    JavaElements(ClassLoader loader, ElementFilter filter, TravellingProxies proxies, ElementLambdas lambdas) {
        this.loader = loader;
        this.filter = filter;
        this.proxies = proxies;
        this.lambdas = lambdas;
    }

    static boolean isWriting() {
        return WRITING.get() > 0;
    }

    /**
     * @return the bytes, or null if an object inside is not serializable
     */
    byte[] encode(Object element) {
        try {
            return write(element, null);
        } catch (NotSerializableException e) {
            return null;
        }
    }

    Object decode(byte[] body) {
        return read(body, ElementCodec.CONTENTS, body.length - ElementCodec.CONTENTS);
    }

    /**
     * Writes an object that nothing else can write. Lambdas inside of it travel although they are not serializable; in
     * whole elements Kryo writes them, which finds circles at once.
     *
     * @return the bytes, as those of an element
     */
    byte[] embed(Object object) throws NotSerializableException {
        return write(object, lambdas);
    }

    private byte[] write(Object object, ElementLambdas allowed) throws NotSerializableException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        bytes.write(0);
        bytes.write(ElementCodec.JAVA);
        int outer = WRITING.get();
        WRITING.set(outer + 1);
        try (ElementOutputStream stream = new ElementOutputStream(bytes, filter, proxies, allowed)) {
            stream.writeObject(object);
        } catch (NotSerializableException | RefusedClassException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            throw new RefusedClassException(
                    "class " + object.getClass().getName() + " did not let itself be written: " + e.getMessage(), e);
        } finally {
            if (outer == 0) {
                WRITING.remove();
            } else {
                WRITING.set(outer);
            }
        }
        return bytes.toByteArray();
    }

    Object read(byte[] bytes, int offset, int length) {
        try (ElementInputStream stream = new ElementInputStream(
                new ByteArrayInputStream(bytes, offset, length), loader, filter, proxies, lambdas)) {
            return stream.readObject();
        } catch (ClassNotFoundException e) {
            throw new RefusedClassException(notFound(e.getMessage(), loader), e);
        } catch (InvalidClassException e) {
            throw new RefusedClassException(
                    "class " + e.classname + " differs from the one that the element was written with: "
                            + e.getMessage(),
                    e);
        } catch (RefusedClassException e) {
            throw e;
        } catch (IOException | RuntimeException | LinkageError e) {
            throw new RefusedClassException(e.toString(), e);
        }
    }

    static String notFound(String className, ClassLoader loader) {
        return "class " + className + " is not known here, to the class loader " + loader
                + " of the class that declares the field; put the same application on the class path of all members";
    }
}
