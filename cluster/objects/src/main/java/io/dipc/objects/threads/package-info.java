/**
 * Threads that are started in one member and run in another: where each of them runs, and what has become of it. State
 * machine, commands and answers. Imports the common package, the codec and the semantics of executors.
 */
package io.dipc.objects.threads;
