package io.dipc.proxies.semaphore;

import static io.dipc.proxies.semaphore.ProtectedMethods.reducePermits;
import static java.util.concurrent.TimeUnit.DAYS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.proxies.testing.Subject;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What one thread sees of a semaphore. The JDK's class is the oracle. */
@ParameterizedClass
@MethodSource("subjects")
class SemaphoreContractTest {
    @Parameter
    Subject subject;

    static Stream<Subject> subjects() {
        return Subject.places().map(Subject::new);
    }

    @AfterEach
    void noInterruptIsLeft() {
        assertThat(Thread.interrupted()).as("left over interrupt").isFalse();
    }

    @Test
    void countsPermits() throws InterruptedException {
        Semaphore semaphore = subject.of(new Semaphore(5));
        assertThat(semaphore.availablePermits()).isEqualTo(5);
        semaphore.acquire();
        semaphore.acquire(2);
        semaphore.acquireUninterruptibly();
        assertThat(semaphore.availablePermits()).isEqualTo(1);
        semaphore.release();
        semaphore.release(3);
        assertThat(semaphore.availablePermits()).isEqualTo(5);
    }

    @Test
    void permitsMayExceedTheFirstOnes() {
        Semaphore semaphore = subject.of(new Semaphore(0));
        semaphore.release(3);
        assertThat(semaphore.availablePermits()).isEqualTo(3);
        assertThat(semaphore.tryAcquire(3)).isTrue();
    }

    @Test
    void triesWithoutWaiting() throws InterruptedException {
        Semaphore semaphore = subject.of(new Semaphore(2));
        assertThat(semaphore.tryAcquire(3)).isFalse();
        assertThat(semaphore.tryAcquire()).isTrue();
        assertThat(semaphore.tryAcquire(1)).isTrue();
        assertThat(semaphore.tryAcquire()).isFalse();
        for (long time : new long[] {0, -1, Long.MIN_VALUE}) {
            assertThat(semaphore.tryAcquire(time, SECONDS)).isFalse();
            assertThat(semaphore.tryAcquire(2, time, SECONDS)).isFalse();
        }
        semaphore.release(2);
        assertThat(semaphore.tryAcquire(2, 0, SECONDS)).isTrue();
    }

    @Test
    void noPermitsCanBeHadAtOnce() throws InterruptedException {
        Semaphore semaphore = subject.of(new Semaphore(0));
        semaphore.acquire(0);
        semaphore.acquireUninterruptibly(0);
        semaphore.release(0);
        assertThat(semaphore.tryAcquire(0)).isTrue();
        assertThat(semaphore.tryAcquire(0, 1, DAYS)).isTrue();
        assertThat(semaphore.availablePermits()).isZero();
    }

    @Test
    void negativePermitsAreRefusedBeforeAnythingElse() {
        Semaphore semaphore = subject.of(new Semaphore(1));
        Thread.currentThread().interrupt();
        try {
            assertThatIllegalArgumentException().isThrownBy(() -> semaphore.acquire(-1));
            assertThatIllegalArgumentException().isThrownBy(() -> semaphore.acquireUninterruptibly(-1));
            assertThatIllegalArgumentException().isThrownBy(() -> semaphore.tryAcquire(-1));
            assertThatIllegalArgumentException().isThrownBy(() -> semaphore.tryAcquire(-1, 1, SECONDS));
            assertThatIllegalArgumentException().isThrownBy(() -> semaphore.tryAcquire(-1, 1, null));
            assertThatIllegalArgumentException().isThrownBy(() -> semaphore.release(-1));
            assertThatNullPointerException().isThrownBy(() -> semaphore.tryAcquire(1, null));
            assertThatNullPointerException().isThrownBy(() -> semaphore.tryAcquire(1, 1, null));
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(semaphore.availablePermits()).isEqualTo(1);
    }

    @Test
    void tooManyPermitsAreAnError() {
        Semaphore semaphore = subject.of(new Semaphore(1));
        assertThatThrownBy(() -> semaphore.release(Integer.MAX_VALUE))
                .isExactlyInstanceOf(Error.class)
                .hasMessage("Maximum permit count exceeded");
        assertThat(semaphore.availablePermits()).isEqualTo(1);
    }

    @Test
    void drains() {
        Semaphore semaphore = subject.of(new Semaphore(5));
        assertThat(semaphore.drainPermits()).isEqualTo(5);
        assertThat(semaphore.drainPermits()).isZero();
        assertThat(semaphore.availablePermits()).isZero();
        semaphore.release(5);
        assertThat(semaphore.availablePermits()).isEqualTo(5);
    }

    @Test
    void drainsFewerThanNone() {
        Semaphore semaphore = subject.of(new Semaphore(-3));
        assertThat(semaphore.availablePermits()).isEqualTo(-3);
        assertThat(semaphore.tryAcquire(0)).isFalse();
        assertThat(semaphore.drainPermits()).isEqualTo(-3);
        assertThat(semaphore.availablePermits()).isZero();
    }

    @Test
    void reducesPermits() throws Exception {
        Semaphore semaphore = subject.of(new Semaphore(2));
        reducePermits(semaphore, 5);
        assertThat(semaphore.availablePermits()).isEqualTo(-3);
        semaphore.release(4);
        assertThat(semaphore.tryAcquire()).isTrue();
        assertThat(semaphore.tryAcquire()).isFalse();
        reducePermits(semaphore, 0);
        assertThatThrownBy(() -> reducePermits(semaphore, -1)).isExactlyInstanceOf(IllegalArgumentException.class);
        reducePermits(semaphore, Integer.MAX_VALUE);
        assertThatThrownBy(() -> reducePermits(semaphore, Integer.MAX_VALUE))
                .isExactlyInstanceOf(Error.class)
                .hasMessage("Permit count underflow");
        assertThat(semaphore.availablePermits()).isEqualTo(-Integer.MAX_VALUE);
    }

    @Test
    void knowsWhetherItIsFair() {
        assertThat(subject.of(new Semaphore(1)).isFair()).isFalse();
        assertThat(subject.of(new Semaphore(1, true)).isFair()).isTrue();
    }

    @Test
    void showsItsPermits() {
        Semaphore semaphore = subject.of(new Semaphore(3));
        assertThat(semaphore.toString()).matches("java\\.util\\.concurrent\\.Semaphore@[0-9a-f]+\\[Permits = 3]");
    }

    @Test
    void interruptDoesNotDisturbWhatDoesNotWait() {
        Semaphore semaphore = subject.of(new Semaphore(3));
        Thread.currentThread().interrupt();
        try {
            assertThat(semaphore.tryAcquire()).isTrue();
            semaphore.acquireUninterruptibly();
            semaphore.release();
            assertThat(semaphore.availablePermits()).isEqualTo(2);
            assertThat(semaphore.drainPermits()).isEqualTo(2);
        } finally {
            assertThat(Thread.interrupted()).as("status is kept").isTrue();
        }
    }
}
