/**
 * Regions at work: the thread that feeds the protocol, the program's threads that wait for pages, and the replicated object
 * that knows who is a member. {@link io.dipc.memory.runtime.Regions} is what binding uses.
 */
package io.dipc.memory.runtime;
