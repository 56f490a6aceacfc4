package io.dipc.proxies;

import io.dipc.engine.ObjectHandle;
import io.dipc.proxies.elements.ElementCodec;
import io.dipc.proxies.executor.Executing;

/**
 * What a proxy was made from.
 *
 * @param handles where its handle comes from
 * @param codec for elements
 * @param chargedToOthers run once, when a release was charged to other members for the first time
 * @param place where the object was stored first, for people
 * @param late whether the key is known only at the first use
 * @param executing what executors need
 */
public record Binding(
        HandleSource handles,
        ElementCodec codec,
        Runnable chargedToOthers,
        String place,
        boolean late,
        Executing executing) {

    /** The handle, for a call of the application, which comes after all that this JVM has submitted to executors. */
    public ObjectHandle handle() {
        executing.workers().awaitSubmitted();
        return handles.get();
    }
}
