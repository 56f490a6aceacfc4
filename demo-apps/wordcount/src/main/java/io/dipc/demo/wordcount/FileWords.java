package io.dipc.demo.wordcount;

import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Locale;

/**
 * What is found in a file.
 *
 * @param file its name
 * @param counts how often each word occurs in it; empty if it could not be read
 * @param error why it could not be read, or null
 */
record FileWords(String file, HashMap<String, Integer> counts, String error) implements Serializable {

    /** Reads a file and counts its words. */
    static FileWords of(String file) {
        try {
            return of(file, Corpus.text(file));
        } catch (IOException e) {
            return unreadable(file, e);
        }
    }

    static FileWords of(String file, String text) {
        return new FileWords(file, count(text), null);
    }

    static FileWords unreadable(String file, IOException why) {
        return new FileWords(file, new HashMap<>(), why.toString());
    }

    /** A word is a run of letters; capitals do not matter. */
    static HashMap<String, Integer> count(String text) {
        HashMap<String, Integer> counts = new HashMap<>();
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean letter = i < text.length() && Character.isLetter(text.charAt(i));
            if (letter && start < 0) {
                start = i;
            } else if (!letter && start >= 0) {
                counts.merge(text.substring(start, i).toLowerCase(Locale.ROOT), 1, Integer::sum);
                start = -1;
            }
        }
        return counts;
    }
}
