package io.dipc.engine;

/**
 * A member, as {@code dipc members} shows it.
 *
 * @param name for people, such as {@code 4711@host}
 * @param address where it listens
 * @param role {@code host}, {@code tool} or {@code leaving}
 * @param self whether it is this JVM
 * @param frames how many frames (packets of messages) it has sent to other members since it started
 * @param messages how many messages were in them
 */
public record MemberInfo(String name, String address, String role, boolean self, long frames, long messages) {}
