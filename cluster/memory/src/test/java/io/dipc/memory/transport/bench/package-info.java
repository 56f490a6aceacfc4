/**
 * Measures the transport beside bare Netty, which moves the same bytes between the same two JVMs in the same run. Run by
 * hand: {@code cluster/memory/bench}.
 */
package io.dipc.memory.transport.bench;
