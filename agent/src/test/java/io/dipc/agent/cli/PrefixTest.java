package io.dipc.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PrefixTest {

    private static String shown(Prefix prefix, String text) throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        prefix.pump(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), new PrintStream(out))
                .join();
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void everyLineHasThePrefixTheLastOneToo() throws InterruptedException {
        assertThat(shown(Prefix.of(3, false), "one\n\ntwo äöü\nlast"))
                .isEqualTo("[3] one\n[3] \n[3] two äöü\n[3] last\n");
    }

    @Test
    void colourEndsBeforeTheLine() throws InterruptedException {
        assertThat(shown(Prefix.of(1, true), "x\n")).isEqualTo("\033[36m[1] \033[0mx\n");
    }

    @Test
    void nothingIsShownOfNothing() throws InterruptedException {
        assertThat(shown(Prefix.of(1, false), "")).isEmpty();
    }

    @Test
    void endlessLineIsCut() throws InterruptedException {
        assertThat(shown(Prefix.of(1, false), "x".repeat(100_000)).lines()).hasSize(2);
    }
}
