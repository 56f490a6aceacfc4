package io.dipc.it.demos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Text to count, the same at every call. */
public final class TestCorpus {

    private static final int WORDS_PER_FILE = 2000;

    private TestCorpus() {}

    public static void write(Path directory, int files) throws IOException {
        for (int i = 0; i < files; i++) {
            SplittableRandom random = new SplittableRandom(i);
            StringBuilder text = new StringBuilder();
            for (int word = 0; word < WORDS_PER_FILE; word++) {
                int length = random.nextInt(1, 8);
                for (int letter = 0; letter < length; letter++) {
                    text.append((char) ('a' + random.nextInt(8)));
                }
                text.append(word % 12 == 11 ? '\n' : ' ');
            }
            Files.writeString(directory.resolve("%04d.txt".formatted(i)), text);
        }
    }
}
