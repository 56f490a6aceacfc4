package io.dipc.objects.queue;

/**
 * An element of a queue.
 *
 * @param id its place in the order of the queue: a later element has a higher id
 * @param body its bytes, from index 1 on; the byte at index 0 is the header under which the element travels. The array
 *     is never changed, so that the array of the command that brought an element serves as the answer that hands it out
 */
public record Element(long id, byte[] body) {}
