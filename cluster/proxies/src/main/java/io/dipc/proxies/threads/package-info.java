/**
 * Threads of a program that run in other members: where they are started, and where they run. The agent calls
 * {@link io.dipc.proxies.threads.DistributedThreads}, in the program's threads. Imports the engine's interface, the commands
 * of the thread table, elements, and the results of tasks.
 */
package io.dipc.proxies.threads;
