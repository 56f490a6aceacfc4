/**
 * The network over Hazelcast: how members find each other, learn of each other's end, and carry frames. The engine opens
 * it through {@link io.dipc.engine.network.hazelcast.HazelcastNetwork}; this is the only package that imports Hazelcast.
 *
 * <p>Hazelcast is used for membership, connections and framing, not for data. It is extended where its own seams allow
 * it ({@code NodeContext}): the joiner is ours, since the ones that it ships need 4 to 16 seconds for members that start
 * together, and so are the handlers that turn bytes into packets, through which our frames pass beside Hazelcast's
 * packets on the same connection, from the sending thread to the socket and from the reading thread to the listener.
 *
 * <p>Hazelcast makes the threads of its executors non-daemon: {@code
 * com.hazelcast.internal.util.executor.AbstractExecutorThreadFactory.newThread} has {@code if (t.isDaemon())
 * t.setDaemon(false)}. Whoever packages Hazelcast into a program that must be able to end by itself changes the constant of
 * that one call of {@code setDaemon} to true, and the result of the one call of {@code isDaemon} before it, too. All its
 * other threads inherit from the thread that opens the network, which is a daemon.
 *
 * <p>What Hazelcast logs is for its developers: each member that leaves is a warning with a stack trace. Users are told
 * through exceptions of ours; its loggers ({@code com.hazelcast}) are to be off unless details are asked for.
 */
package io.dipc.engine.network.hazelcast;
