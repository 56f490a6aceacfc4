package io.dipc.proxies.binding;

import io.dipc.Delivery;
import io.dipc.NotDistributableException;
import io.dipc.engine.Cluster;
import io.dipc.engine.ObjectHandle;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.delay.DelayCommand;
import io.dipc.objects.executor.ExecutorParameters;
import io.dipc.objects.queue.QueueCommand;
import io.dipc.proxies.elements.ElementCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Delayed;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates or joins the key of one stored object, and says what of the object is not used because the key existed. Runs
 * in the thread that stores the object, or, where the key is late, in the first one that uses it.
 */
final class Opening implements Supplier<ObjectHandle> {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private final Supplier<Cluster> cluster;
    private final ProxyBinder.Settings settings;
    private final BindRequest request;
    private final LocalObject local;
    private final ElementCodec codec;

    Opening(
            Supplier<Cluster> cluster,
            ProxyBinder.Settings settings,
            BindRequest request,
            LocalObject local,
            ElementCodec codec) {
        this.cluster = cluster;
        this.settings = settings;
        this.request = request;
        this.local = local;
        this.codec = codec;
    }

    @Override
    public ObjectHandle get() {
        String key = request.resolveKey();
        Descriptor descriptor = new Descriptor(
                local.type().kind(), local.parameters(), request.place() + " in " + settings.memberName());
        ObjectHandle handle = cluster.get().open(key, descriptor, contents(key));
        if (!handle.created()) {
            compare(handle);
        }
        boolean keeps =
                request.delivery() == Delivery.AT_LEAST_ONCE && local.type().kind() != Kind.SEMAPHORE;
        return keeps ? handle.keeping() : handle;
    }

    private static boolean isScheduled(byte[] executor) {
        return ExecutorParameters.of(executor).scheduled();
    }

    private byte[] contents(String key) {
        if (local.contents().length == 0) {
            return null;
        }
        List<byte[]> bodies = new ArrayList<>(local.contents().length);
        for (Object element : local.contents()) {
            bodies.add(codec.encode(element, key));
        }
        return local.type() == ProxyType.DELAY_QUEUE ? delayed(bodies) : QueueCommand.contents(bodies);
    }

    private byte[] delayed(List<byte[]> bodies) {
        List<DelayCommand.Delayed> elements = new ArrayList<>(bodies.size());
        long start = System.nanoTime();
        for (int i = 0; i < bodies.size(); i++) {
            long nanos = ((Delayed) local.contents()[i]).getDelay(TimeUnit.NANOSECONDS);
            // all as of one moment, or those that are asked later would seem to be due earlier
            long since = System.nanoTime() - start;
            elements.add(
                    new DelayCommand.Delayed(nanos > Long.MAX_VALUE - since ? nanos : nanos + since, bodies.get(i)));
        }
        return DelayCommand.offerAll(elements);
    }

    private void compare(ObjectHandle handle) {
        String differences = Differences.between(handle.descriptor(), local, request.onCrash());
        if (!differences.isEmpty()) {
            String found = "key \"" + handle.key() + "\" is " + differences + ": it was created by "
                    + handle.descriptor().creator();
            if (settings.mismatchIsError()) {
                throw new NotDistributableException(request.place() + ": " + found
                        + "; make both the same, give one another key, or set mismatch=warn");
            }
            if (local.type().kind() == Kind.EXECUTOR
                    && isScheduled(handle.descriptor().parameters()) != isScheduled(local.parameters())) {
                throw new NotDistributableException(request.place() + ": " + found
                        + "; a ScheduledThreadPoolExecutor and another executor cannot be"
                        + " one: store the same in both places, or give one another key");
            }
            if (local.type().isUnbounded()) {
                throw new NotDistributableException(
                        request.place() + ": " + found + "; a queue whose class has no bound"
                                + " cannot have one: make both unbounded, or give one another key");
            }
            LOG.warn("{}, and the one of {} does not count", found, request.place());
        }
        if (local.contents().length > 0) {
            LOG.warn(
                    "key \"{}\" existed: the {} elements that were in the queue stored in {} are dropped",
                    handle.key(),
                    local.contents().length,
                    request.place());
        }
    }
}
