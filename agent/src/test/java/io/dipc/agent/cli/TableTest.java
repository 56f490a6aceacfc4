package io.dipc.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void columnsAreAlignedAndLinesHaveNoTrailingBlanks() {
        Table table = new Table("KEY", "KIND", "STATE");
        table.add("a-long-key", "semaphore", "1");
        table.add("k", "x", "");
        StringWriter text = new StringWriter();
        table.print(new PrintWriter(text));
        assertThat(text.toString().lines())
                .containsExactly("KEY         KIND       STATE", "a-long-key  semaphore  1", "k           x");
    }

    @Test
    void rowMustHaveAllCells() {
        assertThatThrownBy(() -> new Table("A", "B").add("a")).isInstanceOf(IllegalArgumentException.class);
    }
}
