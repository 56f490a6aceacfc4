package io.dipc.agent.wiring;

import io.dipc.Delivery;
import io.dipc.Execution;
import io.dipc.NotDistributableException;
import io.dipc.OnCrash;
import io.dipc.proxies.DistributedProxy;
import io.dipc.proxies.binding.BindRequest;
import io.dipc.proxies.binding.ProxyBinder;
import io.dipc.proxies.semaphore.DistributedSemaphore;
import io.dipc.rewriter.Binder;
import io.dipc.rewriter.Place;
import io.dipc.rewriter.Reports;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Hands what rewritten code asks to the proxies, and buffers to the regions. Where the agent does not fail closed, an object that has no proxy stays
 * local, after one warning for each place.
 */
final class PlaceBinder implements Binder {

    private final ProxyBinder proxies;
    private final BufferBinder buffers;
    private final boolean failClosed;
    private final Reports reports;
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    PlaceBinder(ProxyBinder proxies, BufferBinder buffers, boolean failClosed, Reports reports) {
        this.proxies = proxies;
        this.buffers = buffers;
        this.failClosed = failClosed;
        this.reports = reports;
    }

    @Override
    public Object bind(Object value, Object owner, Place place) {
        try {
            if (value instanceof ByteBuffer buffer) {
                buffers.bind(buffer, owner, place);
                return buffer;
            }
            return proxies.bind(value, request(owner, place));
        } catch (NotDistributableException e) {
            if (failClosed) {
                throw e;
            }
            if (warned.add(place.description())) {
                reports.warn(e.getMessage() + "; it stays local, since fail-closed is false");
            }
            return value;
        }
    }

    /** A key that names other fields of the owner is made at the first use: now they may not be assigned yet. */
    private static BindRequest request(Object owner, Place place) {
        boolean late = place.hasTemplate();
        Supplier<String> lateKey = late ? () -> place.resolveKey(owner) : null;
        return new BindRequest(
                place.description(),
                late ? null : place.resolveKey(owner),
                lateKey,
                // an element may be in several places of arrays, as in one JVM
                !place.key().isEmpty() && place.kind() != Place.Kind.ELEMENT,
                place.declaredType(),
                place.declaringClass().getClassLoader(),
                OnCrash.valueOf(place.policies().onCrash()),
                Delivery.valueOf(place.policies().delivery()),
                Execution.valueOf(place.policies().execution()));
    }

    @Override
    public boolean isBound(Object value) {
        return value instanceof DistributedProxy;
    }

    @Override
    public boolean hasQueuedThreads(Semaphore semaphore) {
        return DistributedSemaphore.hasQueuedThreads(semaphore);
    }

    @Override
    public int getQueueLength(Semaphore semaphore) {
        return DistributedSemaphore.getQueueLength(semaphore);
    }
}
