package io.dipc.objects;

/**
 * What an object was first created as. Part of the replicated state.
 *
 * @param kind its kind
 * @param parameters the kind's parameters (capacity, permits, …), of the kind's own encoding
 * @param creator who created it, for messages: member name and place in the program
 */
public record Descriptor(Kind kind, byte[] parameters, String creator) {}
