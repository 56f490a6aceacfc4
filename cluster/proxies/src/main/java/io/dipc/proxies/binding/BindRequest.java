package io.dipc.proxies.binding;

import io.dipc.Delivery;
import io.dipc.Execution;
import io.dipc.OnCrash;
import java.util.function.Supplier;

/**
 * Where and as what an object is stored.
 *
 * @param place for people, such as {@code field com.acme.App.jobs}
 * @param key the key; null if it is known only when the proxy is used for the first time
 * @param lateKey answers the key at the first use, or throws; null if {@code key} is given
 * @param explicitKey whether the key was given for this place, and is not made from the place's name
 * @param declaredType name of the type that what is stored must have
 * @param loader the loader of the class that declares the place; null: the boot loader
 * @param onCrash what becomes of permits held by a JVM that crashes
 * @param delivery what becomes of elements that a thread of a JVM has taken if it crashes
 * @param execution how often a task of an executor runs if its JVM crashes
 */
public record BindRequest(
        String place,
        String key,
        Supplier<String> lateKey,
        boolean explicitKey,
        String declaredType,
        ClassLoader loader,
        OnCrash onCrash,
        Delivery delivery,
        Execution execution) {

    public BindRequest {
        if (key == null == (lateKey == null)) {
            throw new IllegalArgumentException(place + ": key " + key + " (expected: a key or a late key, not both)");
        }
    }

    /** A request for delivery and execution at most once. */
    public BindRequest(
            String place,
            String key,
            Supplier<String> lateKey,
            boolean explicitKey,
            String declaredType,
            ClassLoader loader,
            OnCrash onCrash) {
        this(
                place,
                key,
                lateKey,
                explicitKey,
                declaredType,
                loader,
                onCrash,
                Delivery.AT_MOST_ONCE,
                Execution.AT_MOST_ONCE);
    }

    /** The key, asked for now if it is late. */
    String resolveKey() {
        return key != null ? key : lateKey.get();
    }
}
