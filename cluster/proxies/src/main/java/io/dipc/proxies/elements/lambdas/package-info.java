/**
 * Lambdas and method references that nobody declared {@code Serializable}: finds out from which site of which class the
 * JVM made one, and makes it again at another member from the same site of the same class. Called by the element codec;
 * imports ASM and the JDK only. No class of the application is rewritten for this, so that programs which never send a
 * lambda do not pay, and lambdas made before anybody thought of sending them travel too.
 */
package io.dipc.proxies.elements.lambdas;
