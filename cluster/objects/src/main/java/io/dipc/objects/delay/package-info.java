/**
 * The queue whose elements can be taken when their delay is over, as a {@code DelayQueue}: its state machine and the
 * commands that other queues do not have. Imports the common package, the codec and the queue package.
 */
package io.dipc.objects.delay;
