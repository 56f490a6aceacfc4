/**
 * Proxies of queues. {@link io.dipc.proxies.queue.RemoteQueue} and its subclasses answer the methods of the JDK's
 * interfaces by commands; the proxies extend the JDK's classes, whose methods hide those of any other superclass, and
 * {@linkplain io.dipc.forwarding.Forwards forward} each method. Made by the binder, called by applications.
 *
 * <p>Proxies depart from their superclass where more than one JVM makes a difference: elements are copies, and operations
 * on many elements are atomic in parts only. Written by Java serialization a proxy becomes a local copy, since the
 * superclass's own state is never used and empty; inside of an element it becomes a proxy of the same key.
 */
package io.dipc.proxies.queue;
