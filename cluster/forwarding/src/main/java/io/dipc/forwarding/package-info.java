/**
 * An annotation processor: a class that must extend a class of the JDK, and answers its methods by another object, says so
 * with {@link io.dipc.forwarding.Forwards}; the methods, which would all read the same, are written by the build. Used by
 * the compiler alone; nothing of it is in {@code dipc.jar}.
 */
package io.dipc.forwarding;
