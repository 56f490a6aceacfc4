/** Queues whose order and hand-over need the application's threads, over homes that know none of its classes. */
package io.dipc.it.queues;
