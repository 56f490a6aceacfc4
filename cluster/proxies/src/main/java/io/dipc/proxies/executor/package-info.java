/**
 * Executors of the cluster: the proxies that applications hold, and the threads that work for them. The binder makes the
 * proxies and starts the threads; helpers, which run no code that binds, start them through
 * {@link io.dipc.proxies.executor.ExecutorWorkers}. Imports the engine's interface and the commands of executors. The only
 * package of the proxies that has threads of its own.
 */
package io.dipc.proxies.executor;
