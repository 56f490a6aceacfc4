package io.dipc.it.demos;

import java.util.List;

/**
 * What the collector of a word count printed.
 *
 * @param missing the files that it says were not counted
 * @param totals its other lines
 */
public record WordCountAnswer(List<String> missing, List<String> totals) {

    private static final String NOT_COUNTED = "not counted, its worker died: ";

    public static WordCountAnswer of(List<String> lines) {
        return new WordCountAnswer(
                lines.stream()
                        .filter(line -> line.startsWith(NOT_COUNTED))
                        .map(line -> line.substring(NOT_COUNTED.length()))
                        .toList(),
                lines.stream().filter(line -> !line.startsWith(NOT_COUNTED)).toList());
    }
}
