/**
 * Ordinary programs that the tests start in child JVMs. They know the JDK and {@code io.dipc.Distributed}, nothing else;
 * they take orders from standard input, tell on standard output, and end when standard input does.
 */
package io.dipc.it.apps;
