package io.dipc.proxies.elements;

import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;
import java.util.Map;

/**
 * Finds classes in the application's loader and nowhere else, and filters them before anything of them runs. Returns
 * proxies and lambdas in place of the references to them.
 */
final class ElementInputStream extends ObjectInputStream {
    private static final Map<String, Class<?>> PRIMITIVES = Map.of(
            "boolean", boolean.class,
            "byte", byte.class,
            "char", char.class,
            "short", short.class,
            "int", int.class,
            "long", long.class,
            "float", float.class,
            "double", double.class,
            "void", void.class);

    private final ClassLoader loader;
    private final ElementFilter filter;
    private final TravellingProxies proxies;
    private final ElementLambdas lambdas;

    ElementInputStream(
            InputStream in, ClassLoader loader, ElementFilter filter, TravellingProxies proxies, ElementLambdas lambdas)
            throws IOException {
        super(in);
        this.loader = loader;
        this.filter = filter;
        this.proxies = proxies;
        this.lambdas = lambdas;
        enableResolveObject(true);
    }

    @Override
    protected Object resolveObject(Object object) {
        return lambdas.incoming(proxies.incoming(object));
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description) throws ClassNotFoundException {
        if (description.getName().equals(ProxyReference.class.getName())) {
            return ProxyReference.class;
        }
        if (description.getName().equals(LambdaReference.class.getName())) {
            return LambdaReference.class;
        }
        Class<?> primitive = PRIMITIVES.get(description.getName());
        return primitive != null ? primitive : find(description.getName());
    }

    @Override
    @SuppressWarnings("deprecation") // the class is needed, without an instance
    protected Class<?> resolveProxyClass(String[] names) throws ClassNotFoundException {
        Class<?>[] interfaces = new Class<?>[names.length];
        for (int i = 0; i < names.length; i++) {
            interfaces[i] = find(names[i]);
        }
        try {
            return Proxy.getProxyClass(loader, interfaces);
        } catch (IllegalArgumentException e) {
            throw new ClassNotFoundException("proxy of " + String.join(", ", names), e);
        }
    }

    private Class<?> find(String name) throws ClassNotFoundException {
        Class<?> type = Class.forName(name, false, loader);
        filter.check(type);
        return type;
    }
}
