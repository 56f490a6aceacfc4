package io.dipc.agent.options;

/**
 * A value and where it was given.
 *
 * @param value as written
 * @param origin for people: {@code agent argument}, {@code -Ddipc.port}, {@code DIPC_PORT}, a file name or
 *     {@code default}
 */
public record Setting(String value, String origin) {}
