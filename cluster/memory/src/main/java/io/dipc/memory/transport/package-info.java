/**
 * Carries the protocol's messages between members: one TCP connection per pair, over Netty, with a small framing of its
 * own. The only package that imports Netty. {@code docs/memory.md}, "Transport", has the format and the rules.
 */
package io.dipc.memory.transport;
