package io.dipc.demo.wordcount;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SplittableRandom;

/**
 * Text for machines that have none: 400 files of 64 KiB, the same wherever they are made. Few words are frequent and
 * many are rare, as in a language (Zipf's law).
 */
final class GeneratedCorpus {

    private static final int FILES = 400;
    private static final int FILE_SIZE = 64 * 1024;
    private static final int VOCABULARY = 50_000;
    private static final String[] SYLLABLES = {
        "ba", "da", "ke", "lo", "mi", "na", "pe", "qui", "ra", "so", "ta", "tor", "u", "ven", "wa", "xi", "zu"
    };

    private GeneratedCorpus() {}

    /** The directory, made now if it is not there. Several JVMs may make it at the same time. */
    static Path directory() throws IOException {
        String user = System.getProperty("user.name");
        Path directory = Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), "wordcount-" + user));
        for (int i = 0; i < FILES; i++) {
            Path file = directory.resolve("%03d.txt".formatted(i));
            if (Files.notExists(file)) {
                Path unfinished =
                        Files.createTempFile(directory.toAbsolutePath().getParent(), "wordcount-", ".tmp");
                Files.writeString(unfinished, text(i));
                Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return directory;
    }

    private static String text(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder(FILE_SIZE + 80);
        for (int column = 0; text.length() < FILE_SIZE; ) {
            int rank = (int) StrictMath.pow(VOCABULARY, random.nextDouble());
            String word = word(rank);
            text.append(word);
            column += word.length() + 1;
            text.append(column > 70 ? '\n' : ' ');
            column = column > 70 ? 0 : column;
        }
        return text.append('\n').toString();
    }

    /** The word of a rank: its digits, written as syllables. */
    private static String word(int rank) {
        StringBuilder word = new StringBuilder();
        for (int rest = rank; rest > 0; rest /= SYLLABLES.length) {
            word.append(SYLLABLES[rest % SYLLABLES.length]);
        }
        return word.toString();
    }
}
