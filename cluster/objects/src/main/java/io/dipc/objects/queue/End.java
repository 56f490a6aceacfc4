package io.dipc.objects.queue;

/** An end of a queue. */
enum End {
    /** The head, where {@code poll} and {@code take} remove. */
    FIRST,
    /** The tail, where {@code offer} and {@code put} add. */
    LAST
}
