package io.dipc.proxies.elements;

import java.io.Serializable;

/**
 * What of a lambda travels inside of what is written by Java serialization.
 *
 * @param capturing name of the class that contains its site
 * @param index which of the sites of that class
 * @param fingerprint what tells the site from that of another version of the class
 * @param values what it has captured
 */
record LambdaReference(String capturing, int index, long fingerprint, Object[] values) implements Serializable {}
