/** Executors of child JVMs: programs of the textbook kind over several of them. */
package io.dipc.it.executors;
