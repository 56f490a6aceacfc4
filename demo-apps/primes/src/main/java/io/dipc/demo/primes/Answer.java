package io.dipc.demo.primes;

import java.io.Serializable;

/**
 * What a worker found.
 *
 * @param range where it looked
 * @param primes how many primes there are
 */
record Answer(Range range, int primes) implements Serializable {}
