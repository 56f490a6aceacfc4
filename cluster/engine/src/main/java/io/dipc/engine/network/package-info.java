/**
 * What the engine asks of whatever carries its messages and finds its members. Implemented over Hazelcast in
 * {@code hazelcast} and, in tests, by a simulated network that delays, drops, duplicates and reorders.
 */
package io.dipc.engine.network;
