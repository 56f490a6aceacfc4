/**
 * The entry classes: all of the agent that the system class loader sees, beside the annotation and the exceptions. They
 * start quickly and use nothing but the JDK: no lambdas, no regular expressions, no library. Everything else is below
 * this package and is loaded by {@link io.dipc.agent.AgentLoader}.
 */
package io.dipc.agent;
