package io.dipc.demo.wordcount;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkerTest {

    @Test
    void wordsAreRunsOfLettersWithoutRegardToCapitals() {
        assertThat(Worker.words("To be, or not to be2b"))
                .isEqualTo(Map.of("to", 2, "be", 2, "or", 1, "not", 1, "b", 1));
    }

    @Test
    void aTextMayEndInAWordOrHaveNone() {
        assertThat(Worker.words("end")).isEqualTo(Map.of("end", 1));
        assertThat(Worker.words(" 12\n")).isEmpty();
        assertThat(Worker.words("")).isEmpty();
    }
}
