/**
 * What the packaged libraries find in place of {@code sun.misc.Unsafe}. Lives in the agent's class loader; called by
 * renamed library code only; the one package that is compiled against JDK internals.
 */
package io.dipc.agent.unsafe;
