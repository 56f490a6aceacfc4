/**
 * Stands for types of the JDK that the compiler does not let us name. The classes in {@code io.dipc.buffers.base} are
 * compiled against these, and refer to the JDK's own when they are defined into {@code java.base}. Never loaded. So the
 * build needs no option, and no certain version, of the JDK.
 */
package io.dipc.buffers.jdk;
