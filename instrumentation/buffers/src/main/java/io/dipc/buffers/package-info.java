/**
 * Lets the local copies of shared regions be accessed through the JDK's own buffers. {@link
 * io.dipc.buffers.AddressSpace#of} is the entry: it reserves addresses for the copy of a region ({@link
 * io.dipc.buffers.Reservation}), makes a buffer of the program part of it ({@link io.dipc.buffers.Reservation#rewire}),
 * and tells a {@link io.dipc.buffers.Faults} of accesses that the state of a page does not allow. The types mirror the
 * ports of the protocol ({@code io.dipc.memory.port}), which this module does not know; the agent adapts one to the
 * other.
 *
 * <p>Loaded by the agent's loader. What runs inside the JDK is in {@code io.dipc.buffers.base}: those classes are
 * defined into {@code java.base} under other names when the first region is reserved, and nothing here may use them
 * directly. Threads that install, protect and copy pages must not access rewired buffers.
 */
package io.dipc.buffers;
