package io.dipc.proxies.semaphore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.SessionLostException;
import org.junit.jupiter.api.Test;

class HeldHereTest {
    private final HeldHere held = new HeldHere();

    @Test
    void releasesAreFreeWhileTheSessionLives() {
        held.acquired(2, 0);

        assertThatCode(() -> held.releasing(5, 0, "s")).doesNotThrowAnyException();
    }

    @Test
    void eachPermitHeldAtAnExclusionIsMissedOnce() {
        held.acquired(2, 0);

        assertThatThrownBy(() -> held.releasing(1, 1, "s"))
                .isInstanceOf(SessionLostException.class)
                .hasMessageContaining("permits of s");
        assertThatThrownBy(() -> held.releasing(1, 1, "s")).isInstanceOf(SessionLostException.class);
        assertThatCode(() -> held.releasing(1, 1, "s")).doesNotThrowAnyException();
    }

    @Test
    void whatWasGrantedBeforeAnExclusionThatAnotherThreadHasNoticedIsMissed() {
        held.releasing(1, 1, "s");
        held.acquired(1, 0);

        assertThatThrownBy(() -> held.releasing(1, 1, "s")).isInstanceOf(SessionLostException.class);
        assertThatCode(() -> held.releasing(1, 1, "s")).doesNotThrowAnyException();
    }

    @Test
    void whatWasReleasedBeforeIsNotMissed() {
        held.acquired(2, 0);
        held.releasing(2, 0, "s");

        assertThatCode(() -> held.releasing(1, 1, "s")).doesNotThrowAnyException();
    }

    @Test
    void whatWasDrainedBelowZeroIsNoDebt() {
        held.acquired(-3, 0);
        held.acquired(2, 0);
        assertThatThrownBy(() -> held.releasing(2, 1, "s")).isInstanceOf(SessionLostException.class);
        held.acquired(-3, 0);
        held.acquired(1, 1);
        assertThat(held.releasing(1, 1, "s")).isTrue();
    }
}
