/** Programs on one {@link java.nio.MappedByteBuffer}, as they would be written for one JVM. */
package io.dipc.it.memory.apps;
