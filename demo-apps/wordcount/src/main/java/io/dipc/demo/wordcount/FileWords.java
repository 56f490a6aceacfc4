package io.dipc.demo.wordcount;

import java.io.Serializable;
import java.util.HashMap;

/**
 * What a worker found in a file.
 *
 * @param file its name
 * @param counts how often each word occurs in it; empty if it could not be read
 * @param error why it could not be read, or null
 */
record FileWords(String file, HashMap<String, Integer> counts, String error) implements Serializable {}
