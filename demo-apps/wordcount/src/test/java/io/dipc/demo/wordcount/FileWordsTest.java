package io.dipc.demo.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FileWordsTest {

    @Test
    void wordsAreRunsOfLettersWithoutRegardToCapitals() {
        assertThat(FileWords.count("To be, or not to be2b"))
                .isEqualTo(Map.of("to", 2, "be", 2, "or", 1, "not", 1, "b", 1));
    }

    @Test
    void aTextMayEndInAWordOrHaveNone() {
        assertThat(FileWords.count("end")).isEqualTo(Map.of("end", 1));
        assertThat(FileWords.count(" 12\n")).isEmpty();
        assertThat(FileWords.count("")).isEmpty();
    }
}
