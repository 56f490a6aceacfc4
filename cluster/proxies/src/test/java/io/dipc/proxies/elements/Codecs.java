package io.dipc.proxies.elements;

/** Codecs for elements without proxies in them. The tests are in no module, so that nothing has to be opened. */
final class Codecs {

    private Codecs() {}

    static ElementCodec standard() {
        return of(Codecs.class.getClassLoader(), ElementFilter.standard());
    }

    /** One that finds classes by that loader. */
    static ElementCodec of(ClassLoader loader, ElementFilter filter) {
        return new ElementCodec(
                loader,
                filter,
                type -> {
                    throw new AssertionError(type + " is open");
                },
                new NoProxies());
    }
}
