package io.dipc.proxies.elements;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;

/** Refuses to write what could not be read, so that the error comes at the member that makes it. */
final class ElementOutputStream extends ObjectOutputStream {
    private final ElementFilter filter;

    ElementOutputStream(OutputStream out, ElementFilter filter) throws IOException {
        super(out);
        this.filter = filter;
    }

    @Override
    protected void annotateClass(Class<?> type) {
        filter.check(type);
    }

    @Override
    protected void annotateProxyClass(Class<?> type) {
        for (Class<?> one : type.getInterfaces()) {
            filter.check(one);
        }
    }
}
