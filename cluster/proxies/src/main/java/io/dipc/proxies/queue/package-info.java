/**
 * Proxies of queues. {@link io.dipc.proxies.queue.RemoteQueue} and its subclasses answer the methods of the JDK's
 * interfaces by commands; the proxies extend the JDK's classes, whose methods hide those of any other superclass, and
 * therefore do nothing but forward each method. Made by the binder, called by applications.
 */
package io.dipc.proxies.queue;
