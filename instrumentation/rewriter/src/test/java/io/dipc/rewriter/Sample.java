package io.dipc.rewriter;

import io.dipc.NotDistributableException;
import io.dipc.bridge.Bridge;
import io.dipc.rewriter.prefilter.PreFilter;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * A compiled application, loaded through pre-filter and rewriter in this JVM. What it stores is recorded and exchanged
 * for a marked object of the same class.
 */
final class Sample extends ClassLoader implements Binder, Reports {

    /** One call of the binder. */
    record Bind(Object value, Object owner, Place place) {
        String what() {
            return place.description() + " key=" + place.resolveKey(owner);
        }
    }

    /** Stands for a proxy. */
    static final class QueueProxy extends LinkedBlockingQueue<Object> {
        private static final long serialVersionUID = 1L;
    }

    /** Stands for a proxy. */
    static final class ArrayQueueProxy extends ArrayBlockingQueue<Object> {
        private static final long serialVersionUID = 1L;

        ArrayQueueProxy() {
            super(7);
        }
    }

    /** Stands for a proxy. */
    static final class SemaphoreProxy extends Semaphore {
        private static final long serialVersionUID = 1L;

        SemaphoreProxy() {
            super(42);
        }
    }

    static {
        registerAsParallelCapable();
    }

    final List<Bind> binds = Collections.synchronizedList(new ArrayList<>());
    final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    final List<String> errors = Collections.synchronizedList(new ArrayList<>());
    /** Where its threads run, which is elsewhere. */
    final RecordingThreads threads = new RecordingThreads(thread -> true);

    final Rewriter rewriter;
    private final PreFilter filter;
    private final Map<String, byte[]> classes;
    private boolean givesResources = true;

    Sample(Map<String, byte[]> classes, RewriterConfig config) {
        super(Sample.class.getClassLoader());
        this.classes = new TreeMap<>(classes);
        this.filter = new PreFilter(config.classNames().toArray(new String[0]));
        try {
            rewriter = Rewriter.connect(Bridge.class, config, this, threads, this);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    static Sample of(String... sources) {
        return new Sample(Compiler.JAVAC.compile(sources), RewriterConfig.annotationsOnly());
    }

    static Sample of(Compiler compiler, String... sources) {
        return new Sample(compiler.compile(sources), RewriterConfig.annotationsOnly());
    }

    /** A loader that, as some do, defines classes without giving their files as resources. */
    Sample withoutResources() {
        givesResources = false;
        return this;
    }

    /** Calls a static method without parameters; what it throws is thrown on. */
    Object call(String className, String method) throws Throwable {
        try {
            Method found = loadClass(className).getDeclaredMethod(method);
            found.setAccessible(true);
            return found.invoke(null);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    List<String> whats() {
        return binds.stream().map(Bind::what).toList();
    }

    static boolean isProxy(Object object) {
        return object instanceof QueueProxy || object instanceof ArrayQueueProxy || object instanceof SemaphoreProxy;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            byte[] bytes = classes.get(name);
            if (bytes == null) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            byte[] rewritten = filter.reasons(bytes) == 0
                    ? null
                    : rewriter.transform(getUnnamedModule(), this, name.replace('.', '/'), null, null, bytes);
            byte[] defined = rewritten == null ? bytes : rewritten;
            return defineClass(name, defined, 0, defined.length);
        }
    }

    @Override
    public InputStream getResourceAsStream(String name) {
        if (name.endsWith(".class")) {
            byte[] bytes = classes.get(name.substring(0, name.length() - 6).replace('/', '.'));
            if (bytes != null) {
                return givesResources ? new ByteArrayInputStream(bytes) : null;
            }
        }
        return super.getResourceAsStream(name);
    }

    @Override
    public Object bind(Object value, Object owner, Place place) {
        binds.add(new Bind(value, owner, place));
        if (value == null || isProxy(value) || value instanceof ByteBuffer) {
            return value;
        }
        if (value instanceof Semaphore) {
            return new SemaphoreProxy();
        }
        return value instanceof ArrayBlockingQueue ? new ArrayQueueProxy() : new QueueProxy();
    }

    @Override
    public boolean isBound(Object value) {
        return isProxy(value);
    }

    @Override
    public boolean hasQueuedThreads(Semaphore semaphore) {
        return semaphore instanceof SemaphoreProxy || semaphore.hasQueuedThreads();
    }

    @Override
    public int getQueueLength(Semaphore semaphore) {
        return semaphore instanceof SemaphoreProxy ? 17 : semaphore.getQueueLength();
    }

    @Override
    public RuntimeException refusal(String message) {
        return new NotDistributableException(message);
    }

    @Override
    public void warn(String line) {
        warnings.add(line);
    }

    @Override
    public void error(String line, Throwable cause) {
        errors.add(line);
    }
}
