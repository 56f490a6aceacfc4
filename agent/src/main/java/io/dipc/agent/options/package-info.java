/**
 * The agent's options: which there are, where their values come from, and what they mean. Called by the wiring and the
 * command line; imports nothing of ours but the engine's record of options.
 */
package io.dipc.agent.options;
