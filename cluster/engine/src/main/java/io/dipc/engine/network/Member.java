package io.dipc.engine.network;

/**
 * One JVM in the cluster, for as long as it stays in it without interruption. A JVM that was excluded and comes back is
 * another member.
 *
 * @param session the id of its session, unique in the life of the cluster, never 0
 * @param name for people, such as {@code 4711@host}
 * @param address where it listens, {@code host:port}
 * @param hosts whether objects may be placed on it; false for command-line tools
 */
public record Member(long session, String name, String address, boolean hosts) {}
