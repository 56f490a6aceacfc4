package io.dipc.demo.wordcount;

import java.io.IOException;

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
            return FileWords.unreadable(file, e);
        } finally {
            WordCount.OPEN_FILES.release();
        }
        return FileWords.of(file, text);
    }
}
