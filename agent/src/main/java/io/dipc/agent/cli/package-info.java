/**
 * The command line of dipc.jar, over picocli. Called by {@code io.dipc.agent.Main}, in the agent's class loader.
 */
package io.dipc.agent.cli;
