package io.dipc.demo.primes;

import java.io.Serializable;

/**
 * Numbers to look at.
 *
 * @param first the first one, at least 0
 * @param last the last one
 */
record Range(int first, int last) implements Serializable {

    /** How many of them are prime, by trial division: simple, and work enough to share. */
    int primes() {
        int primes = 0;
        for (int number = first; number <= last; number++) {
            if (prime(number)) {
                primes++;
            }
        }
        return primes;
    }

    private static boolean prime(int number) {
        if (number < 4 || number % 2 == 0) {
            return number == 2 || number == 3;
        }
        for (int divisor = 3; divisor <= number / divisor; divisor += 2) {
            if (number % divisor == 0) {
                return false;
            }
        }
        return true;
    }
}
