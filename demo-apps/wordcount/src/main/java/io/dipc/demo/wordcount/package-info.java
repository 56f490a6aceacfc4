/**
 * Counts the words of many files with many threads, in one JVM or several: {@link io.dipc.demo.wordcount.WordCount}
 * holds what the threads share, {@link io.dipc.demo.wordcount.Worker} counts, {@link io.dipc.demo.wordcount.Collector}
 * adds up. Nothing here knows whether the program runs in one JVM.
 */
package io.dipc.demo.wordcount;
