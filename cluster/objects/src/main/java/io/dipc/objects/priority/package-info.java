/**
 * The queue in the order that its clients give, as a {@code PriorityBlockingQueue}: its state machine and the commands,
 * queries and answers that other queues do not have. Imports the common package, the codec and the queue package.
 */
package io.dipc.objects.priority;
