/**
 * What the fields of applications hold: subclasses of {@code java.util.concurrent} classes that turn each method into
 * commands and queries of an object in the cluster, and the binder that makes them. The agent calls the binder, the
 * application the proxies. Imports the engine's interface, the commands of the kinds, and the exceptions of
 * {@code io.dipc}; never the agent.
 */
package io.dipc.proxies;
