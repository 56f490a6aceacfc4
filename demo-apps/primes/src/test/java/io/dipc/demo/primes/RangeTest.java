package io.dipc.demo.primes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RangeTest {

    @Test
    void countsPrimesFromFirstToLast() {
        assertThat(new Range(0, 1).primes()).isZero();
        assertThat(new Range(0, 3).primes()).isEqualTo(2);
        assertThat(new Range(2, 2).primes()).isEqualTo(1);
        assertThat(new Range(0, 100).primes()).isEqualTo(25);
        assertThat(new Range(25, 30).primes()).isEqualTo(1);
        assertThat(new Range(0, 1_000_000).primes()).isEqualTo(78_498);
    }
}
