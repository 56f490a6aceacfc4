/**
 * Puts the classes of {@code io.dipc.buffers.base} into {@code java.base}, and calls of them into the JDK's classes that
 * access memory for buffers.
 */
package io.dipc.buffers.hooks;
