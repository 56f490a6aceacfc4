/** Programs that the tests of elements start in child JVMs; they see the JDK and {@code dipc-api} only. */
package io.dipc.it.elements.apps;
