/**
 * The bounded buffer of every textbook: producers and consumers kept in step by semaphores alone, in one JVM or several.
 * {@link io.dipc.demo.boundedbuffer.BoundedBuffer} starts {@link io.dipc.demo.boundedbuffer.Producer}s and
 * {@link io.dipc.demo.boundedbuffer.Consumer}s around one {@link io.dipc.demo.boundedbuffer.Buffer}.
 */
package io.dipc.demo.boundedbuffer;
