package io.dipc.memory.message;

/**
 * A message with the view in which it was sent. Whoever is in an earlier view keeps it until it has come to that one;
 * who has rebuilt the stripe in a later view refuses it.
 *
 * @param view the number of the sender's view
 * @param from the session of the sender
 */
public record Envelope(long view, long from, Message message) {}
