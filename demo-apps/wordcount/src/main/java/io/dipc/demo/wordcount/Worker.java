package io.dipc.demo.wordcount;

import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;

/** Takes names of files and puts their words, until it sees the end. */
final class Worker implements Runnable {

    @Override
    public void run() {
        try {
            WordCount.WORKING.acquire();
            try {
                String file = WordCount.FILES.take();
                while (!file.equals(WordCount.END)) {
                    WordCount.RESULTS.put(count(file));
                    file = WordCount.FILES.take();
                }
                WordCount.FILES.put(WordCount.END);
            } finally {
                WordCount.WORKING.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static FileWords count(String file) throws InterruptedException {
        String text;
        WordCount.OPEN_FILES.acquire();
        try {
            text = Corpus.text(file);
        } catch (IOException e) {
            return new FileWords(file, new HashMap<>(), e.toString());
        } finally {
            WordCount.OPEN_FILES.release();
        }
        return new FileWords(file, words(text), null);
    }

    /** A word is a run of letters; capitals do not matter. */
    static HashMap<String, Integer> words(String text) {
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
