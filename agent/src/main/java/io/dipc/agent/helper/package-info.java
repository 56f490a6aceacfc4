/**
 * A JVM without a main of its own, which works for others: how the JVM's launcher is given another main class, and what
 * that one does. Called by {@code io.dipc.agent.wiring}.
 */
package io.dipc.agent.helper;
