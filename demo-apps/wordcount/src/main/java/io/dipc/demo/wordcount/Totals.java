package io.dipc.demo.wordcount;

import java.io.PrintStream;
import java.util.List;

/**
 * The answer.
 *
 * @param words how many words there are
 * @param distinct how many different ones
 * @param missing the files that were not counted because their worker died
 * @param unreadable the errors of files that could not be read
 */
record Totals(long words, int distinct, List<String> missing, List<String> unreadable) {

    void print(PrintStream out) {
        unreadable.stream().sorted().forEach(error -> out.println("not readable: " + error));
        missing.forEach(file -> out.println("not counted, its worker died: " + file));
        out.println(words + " total words");
        out.println(distinct + " distinct words");
    }
}
