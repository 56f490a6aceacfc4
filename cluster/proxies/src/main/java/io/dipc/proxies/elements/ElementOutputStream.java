package io.dipc.proxies.elements;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;

/**
 * Refuses to write what could not be read, so that the error comes at the member that makes it. Writes a reference in
 * place of each proxy.
 */
final class ElementOutputStream extends ObjectOutputStream {
    private final ElementFilter filter;
    private final TravellingProxies proxies;

    ElementOutputStream(OutputStream out, ElementFilter filter, TravellingProxies proxies) throws IOException {
        super(out);
        this.filter = filter;
        this.proxies = proxies;
        enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object object) {
        return proxies.outgoing(object);
    }

    @Override
    protected void annotateClass(Class<?> type) {
        if (type != ProxyReference.class) {
            filter.check(type);
        }
    }

    @Override
    protected void annotateProxyClass(Class<?> type) {
        for (Class<?> one : type.getInterfaces()) {
            filter.check(one);
        }
    }
}
