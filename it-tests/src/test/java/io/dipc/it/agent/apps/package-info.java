/** Programs that the tests of the agent start. */
package io.dipc.it.agent.apps;
