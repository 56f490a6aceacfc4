/** Several members in one JVM, with real threads and no sockets: for tests of what stands on top of the engine. */
package io.dipc.engine.inprocess;
