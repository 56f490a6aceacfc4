package io.dipc.proxies.elements;

import java.io.Serializable;

/**
 * What of a proxy travels inside of elements.
 *
 * @param type which class of proxies
 * @param key of its object
 * @param parameters of the object as it was created, in case that it is gone when the proxy is used
 * @param creator who created it, for messages
 * @param prototype an empty object of the JDK's class, if the proxy has something of it that is code: its order; else null
 */
public record ProxyReference(String type, String key, byte[] parameters, String creator, Object prototype)
        implements Serializable {}
