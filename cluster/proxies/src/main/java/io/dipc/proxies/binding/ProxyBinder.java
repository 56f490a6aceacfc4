package io.dipc.proxies.binding;

import io.dipc.Execution;
import io.dipc.NotDistributableException;
import io.dipc.OnCrash;
import io.dipc.engine.Cluster;
import io.dipc.engine.ObjectHandle;
import io.dipc.objects.Descriptor;
import io.dipc.objects.executor.Semantics;
import io.dipc.objects.semaphore.SemaphoreParameters;
import io.dipc.proxies.Binding;
import io.dipc.proxies.DistributedProxy;
import io.dipc.proxies.HandleSource;
import io.dipc.proxies.elements.ElementCodec;
import io.dipc.proxies.elements.ElementFilter;
import io.dipc.proxies.elements.ProxyReference;
import io.dipc.proxies.elements.ProxyReferences;
import io.dipc.proxies.executor.Executing;
import io.dipc.proxies.executor.ExecutorWorkers;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges local objects for proxies. One local object is one proxy, wherever it is stored; a new object stored under a
 * key joins the key again. Thread-safe; called in the application's threads, which wait until the cluster has answered
 * (and, the first time, until it is up).
 */
public final class ProxyBinder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyBinder.class);

    private final Supplier<Cluster> cluster;
    private final Settings settings;
    private final ByIdentity<DistributedProxy> byObject = new ByIdentity<>();
    private final ProxiesByKey byKey = new ProxiesByKey();
    private final ProxyReferences references = new Travel();
    private final Map<ClassLoader, WeakReference<ElementCodec>> codecs = new WeakHashMap<>();
    private final ExecutorWorkers workers;

    /**
     * What all bindings have in common.
     *
     * @param memberName how this JVM is called in messages
     * @param filter which classes elements may contain
     * @param mismatchIsError whether joining a key with other parameters is an error rather than a warning
     * @param opener called for a class of an element whose package its module does not open to the module of this
     *     class, so that it may open it
     */
    public record Settings(
            String memberName, ElementFilter filter, boolean mismatchIsError, Consumer<Class<?>> opener) {}

    /**
     * @param cluster answers the cluster, started at the first call; what it throws is thrown to the application
     */
    public ProxyBinder(Supplier<Cluster> cluster, Settings settings) {
        this.cluster = cluster;
        this.settings = settings;
        this.workers = new ExecutorWorkers(cluster, settings.memberName());
    }

    /** The threads of this JVM that work for executors. */
    public ExecutorWorkers workers() {
        return workers;
    }

    /**
     * Works for an executor, see {@link ExecutorWorkers#serve}.
     *
     * @param application finds the classes of tasks, and is the context class loader of the threads
     */
    public void serve(String key, Descriptor descriptor, ClassLoader application) {
        workers.serve(key, descriptor, codec(application), application);
    }

    /** Ends the work for executors, see {@link ExecutorWorkers#close}. */
    @Override
    public void close() {
        workers.close();
    }

    /**
     * The object to store in place of another one.
     *
     * @param stored a local object, a proxy or null
     * @return a proxy whose class extends the value's class; the same proxy, where the value is one; null for null
     * @throws NotDistributableException if the value has no proxy, or is distributed under another key than the one
     *     given explicitly for this place
     */
    public Object bind(Object stored, BindRequest request) {
        if (stored == null) {
            return null;
        }
        Object value = LocalPools.unwrapped(stored, settings.opener());
        DistributedProxy proxy = value instanceof DistributedProxy known ? known : find(value);
        boolean isNew = proxy == null;
        if (isNew) {
            LocalObject local = LocalObject.read(value, LocalPools.isSequential(stored, value), request);
            proxy = register(value, local, request);
        }
        Binding binding = proxy.distributedBinding();
        checkType(proxy, request);
        if (!isNew && request.explicitKey()) {
            return request.key() == null ? checkedLater(proxy, binding, request) : checked(proxy, binding, request);
        }
        if (!binding.late()) {
            proxy.open();
        }
        return proxy;
    }

    private DistributedProxy find(Object value) {
        return ProxyType.of(value) != null ? byObject.get(value) : null;
    }

    /** Makes the proxy, unless another thread was faster. */
    private DistributedProxy register(Object value, LocalObject local, BindRequest request) {
        ElementCodec codec = codec(request.loader());
        AtomicReference<DistributedProxy> late = new AtomicReference<>();
        Opening opening = new Opening(cluster, settings, request, local, codec);
        HandleSource handles = new HandleSource(() -> {
            ObjectHandle handle = opening.get();
            if (request.key() == null) {
                byKey.put(new ProxiesByKey.Id(local.type(), handle.key(), codec), late.get());
            }
            return handle;
        });
        OnCrash onCrash = request.onCrash();
        Binding binding = new Binding(
                handles,
                codec,
                () -> explainCrash(handles.get(), onCrash),
                request.place(),
                request.key() == null,
                executing(request.execution()));
        DistributedProxy made = local.type().make(binding, value);
        late.set(made);
        DistributedProxy earlier = byObject.putIfAbsent(value, made);
        if (earlier != null) {
            return earlier;
        }
        if (request.key() != null) {
            byKey.put(new ProxiesByKey.Id(local.type(), request.key(), codec), made);
        }
        return made;
    }

    private Executing executing(Execution execution) {
        return new Executing(workers, settings.memberName(), Semantics.valueOf(execution.name()), settings.opener());
    }

    private static Object checked(DistributedProxy proxy, Binding binding, BindRequest request) {
        checkKey(proxy.distributedKey(), request.key(), binding, request);
        return proxy;
    }

    /** The key of this place is not known yet: a proxy of its own that compares the keys at its first use. */
    private static DistributedProxy checkedLater(DistributedProxy proxy, Binding binding, BindRequest request) {
        HandleSource handles = new HandleSource(() -> {
            ObjectHandle handle = binding.handles().get();
            checkKey(handle.key(), request.resolveKey(), binding, request);
            return handle;
        });
        return ProxyType.of(proxy)
                .make(
                        new Binding(
                                handles,
                                binding.codec(),
                                binding.chargedToOthers(),
                                request.place(),
                                true,
                                binding.executing()),
                        proxy);
    }

    private static void checkKey(String known, String wanted, Binding binding, BindRequest request) {
        if (!known.equals(wanted)) {
            throw new NotDistributableException(request.place() + ": the object stored under key \"" + wanted
                    + "\" is already distributed under key \"" + known + "\", by " + binding.place()
                    + "; one object is one key: give both places the same key, or store another object");
        }
    }

    private static void checkType(DistributedProxy proxy, BindRequest request) {
        if (!isA(proxy.getClass(), request.declaredType())) {
            throw new NotDistributableException(request.place() + ": its type is " + request.declaredType()
                    + ", which no proxy has (expected: the class of what is stored, " + ProxyType.names()
                    + ", or an interface of it); change the type, or do not distribute " + request.place());
        }
    }

    private static boolean isA(Class<?> type, String name) {
        if (type == null) {
            return false;
        }
        if (type.getName().equals(name) || isA(type.getSuperclass(), name)) {
            return true;
        }
        for (Class<?> one : type.getInterfaces()) {
            if (isA(one, name)) {
                return true;
            }
        }
        return false;
    }

    /**
     * What turns elements into bytes and back.
     *
     * @param loader finds their classes; null: the boot loader
     */
    public ElementCodec codec(ClassLoader loader) {
        ClassLoader named = loader == null ? ClassLoader.getPlatformClassLoader() : loader;
        synchronized (codecs) {
            WeakReference<ElementCodec> reference = codecs.get(named);
            ElementCodec codec = reference == null ? null : reference.get();
            if (codec == null) {
                codec = new ElementCodec(named, settings.filter(), settings.opener(), references);
                codecs.put(named, new WeakReference<>(codec));
            }
            return codec;
        }
    }

    /** Proxies inside of elements. */
    private final class Travel implements ProxyReferences {
        @Override
        public ProxyReference of(DistributedProxy proxy) {
            ObjectHandle handle = proxy.distributedBinding().handles().get();
            Descriptor descriptor = handle.descriptor();
            return new ProxyReference(
                    ProxyType.of(proxy).name(),
                    handle.key(),
                    descriptor.parameters(),
                    descriptor.creator(),
                    ProxyType.prototype(proxy));
        }

        @Override
        public Object resolve(ProxyReference reference, ElementCodec codec) {
            ProxyType type = ProxyType.named(reference.type());
            return byKey.get(new ProxiesByKey.Id(type, reference.key(), codec), () -> {
                Descriptor descriptor = new Descriptor(type.kind(), reference.parameters(), reference.creator());
                // as with other proxies: an object that nobody uses any more begins anew
                HandleSource handles = new HandleSource(() -> cluster.get().open(reference.key(), descriptor, null));
                Binding binding = new Binding(
                        handles,
                        codec,
                        () -> explainCrash(handles.get(), OnCrash.DEFAULT),
                        "an element with a proxy of key \"" + reference.key() + "\"",
                        false,
                        executing(Execution.AT_MOST_ONCE));
                return type.make(binding, reference.prototype());
            });
        }
    }

    private static void explainCrash(ObjectHandle handle, OnCrash onCrash) {
        SemaphoreParameters parameters =
                SemaphoreParameters.of(handle.descriptor().parameters());
        if (onCrash == OnCrash.DEFAULT && parameters.releasedAtCrash()) {
            LOG.warn(
                    "key \"{}\": permits were released by another member than the one that acquired them; they count"
                            + " as released by whoever holds permits for the longest time. Permits held by a member that"
                            + " crashes are returned, since the semaphore was built with {} permits; say onCrash ="
                            + " RELEASE or onCrash = KEEP to choose, and to end this line",
                    handle.key(),
                    parameters.permits());
        }
    }
}
