/**
 * Puts the parts together: options, rewriter, proxies, engine and network; starts the cluster at the first bind and
 * leaves it when the JVM ends. Entered by {@code io.dipc.agent.Agent} through
 * {@link io.dipc.agent.wiring.AgentRuntime}, in the agent's class loader. The only package that may import all parts.
 */
package io.dipc.agent.wiring;
