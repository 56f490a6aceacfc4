/**
 * Proxies of queues. {@link io.dipc.proxies.queue.RemoteQueue} turns the operations of a queue into commands; the
 * subclasses of the JDK's classes delegate each of their methods. Made by the binder, called by applications.
 */
package io.dipc.proxies.queue;
