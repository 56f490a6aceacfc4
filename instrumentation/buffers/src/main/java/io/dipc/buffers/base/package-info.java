/**
 * What runs inside the JDK. Defined into {@code java.base}, under names in {@code jdk.internal.misc} that {@code
 * io.dipc.buffers.hooks.BaseClasses} gives, so that the JDK's buffers can call it and no class path can shadow it; may
 * therefore use nothing but {@code java.base}, whose internals {@code io.dipc.buffers.jdk} stands for.
 */
package io.dipc.buffers.base;
