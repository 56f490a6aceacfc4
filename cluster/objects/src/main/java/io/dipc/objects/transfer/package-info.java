/**
 * The queue whose puts may wait for their taker, as a {@code LinkedTransferQueue} or a {@code SynchronousQueue} has it: its
 * state machine and the commands that other queues do not have. Imports the common package, the codec and the queue
 * package.
 */
package io.dipc.objects.transfer;
