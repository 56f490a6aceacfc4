/**
 * What the agent writes to the error output: an SLF4J provider for ourselves and for the packaged libraries. Lives in
 * the agent's class loader; found by SLF4J as a service.
 */
package io.dipc.agent.logging;
