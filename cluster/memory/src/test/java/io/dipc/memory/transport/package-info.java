/** Tests of the transport: what is on the wire, and members on the loopback interface. */
package io.dipc.memory.transport;
