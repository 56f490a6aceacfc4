package io.dipc.proxies.elements;

import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;

/**
 * Refuses to write what could not be read, so that the error comes at the member that makes it. Writes a reference in
 * place of each proxy and, where they may travel, of each lambda that is not serializable.
 */
final class ElementOutputStream extends ObjectOutputStream {
    private final ElementFilter filter;
    private final TravellingProxies proxies;
    private final ElementLambdas lambdas;

    /**
     * @param lambdas for those that are not serializable; null if they may not travel
     */
    ElementOutputStream(OutputStream out, ElementFilter filter, TravellingProxies proxies, ElementLambdas lambdas)
            throws IOException {
        super(out);
        this.filter = filter;
        this.proxies = proxies;
        this.lambdas = lambdas;
        enableReplaceObject(true);
    }

    @Override
    protected Object replaceObject(Object object) {
        return proxies.outgoing(lambdas == null ? object : lambdas.outgoing(object));
    }

    @Override
    protected void annotateClass(Class<?> type) {
        if (type != ProxyReference.class && type != LambdaReference.class) {
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
