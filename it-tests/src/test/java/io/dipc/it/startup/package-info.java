/** How long programs take to start under the agent: a command, not a test, since it needs an idle machine. */
package io.dipc.it.startup;
