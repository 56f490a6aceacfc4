package io.dipc.objects.semaphore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.objects.CommandId;
import io.dipc.objects.EndedSession;
import io.dipc.objects.Kind;
import io.dipc.objects.ObjectInfo.Holder;
import io.dipc.objects.RecordedEffects;
import io.dipc.objects.StateMachine;
import io.dipc.objects.semaphore.SemaphoreAnswer.Release;
import java.util.List;
import org.junit.jupiter.api.Test;

class SharedSemaphoreTest {
    private final RecordedEffects effects = new RecordedEffects();
    private StateMachine semaphore = semaphore(3, false, true);
    private int lastSlot;

    @Test
    void givesOutWhatIsAvailable() {
        assertThat(acquire(1, 2)).isNotNull();
        assertThat(available()).isEqualTo(1);
        assertThat(tryNow(2, 2)).isFalse();
        assertThat(tryNow(2, 1)).isTrue();
        assertThat(available()).isZero();
    }

    @Test
    void parksAndServesInOrder() {
        acquire(1, 3);
        CommandId two = park(2, 2);
        CommandId one = park(3, 1);
        release(1, 1);
        assertThat(effects.completions()).as("the first wants two").isEmpty();
        release(1, 1);
        assertThat(effects.takeCompleted()).containsExactly(two);
        release(1, 1);
        assertThat(effects.takeCompleted()).containsExactly(one);
    }

    @Test
    void nonfairAcquireOvertakes() {
        acquire(1, 2);
        park(2, 2);
        assertThat(acquire(3, 1)).isNotNull();
    }

    @Test
    void fairAcquireDoesNotOvertakeButTryNowDoes() {
        semaphore = semaphore(3, true, true);
        acquire(1, 1);
        park(2, 3);
        assertThat(SemaphoreAnswer.acquired(semaphore.apply(id(3), SemaphoreCommand.tryInTurn(1), effects)))
                .isFalse();
        assertThat(tryNow(3, 1)).isTrue();
        park(4, 1);
    }

    @Test
    void cancelledFirstLetsTheNextPass() {
        semaphore = semaphore(3, true, true);
        acquire(1, 1);
        CommandId three = park(2, 3);
        CommandId one = park(3, 1);
        semaphore.cancel(three, effects);
        assertThat(effects.cancellations()).containsExactly(three);
        assertThat(effects.takeCompleted()).containsExactly(one);
        semaphore.cancel(one, effects);
        assertThat(effects.cancellations()).containsExactly(three);
    }

    @Test
    void declinedPermitsGoToTheNext() {
        CommandId first = acquire(1, 3);
        CommandId next = park(2, 1);
        semaphore.decline(first, effects);
        assertThat(effects.takeCompleted()).containsExactly(next);
        assertThat(available()).isEqualTo(2);
        semaphore.decline(first, effects);
        assertThat(available()).isEqualTo(2);
    }

    @Test
    void crashReturnsExactlyWhatTheSessionHolds() {
        hold(1, 2);
        hold(2, 1);
        CommandId next = park(3, 1);
        end(1, false);
        assertThat(effects.takeCompleted()).containsExactly(next);
        assertThat(available()).isEqualTo(1);
        end(1, false);
        assertThat(available()).isEqualTo(1);
    }

    @Test
    void orderlyEndKeepsHeldPermitsTaken() {
        hold(1, 2);
        end(1, true);
        assertThat(available()).isEqualTo(1);
        assertThat(holders()).containsExactly(new Holder(1, 2));
    }

    @Test
    void keepReturnsNothingAtACrash() {
        semaphore = semaphore(3, false, false);
        hold(1, 2);
        end(1, false);
        assertThat(available()).isEqualTo(1);
    }

    @Test
    void unacceptedGrantsAlwaysGoBack() {
        semaphore = semaphore(3, false, false);
        acquire(1, 2);
        end(1, true);
        assertThat(available()).isEqualTo(3);
    }

    @Test
    void endedSessionsWaitingAcquiresLeave() {
        hold(1, 3);
        park(2, 1);
        CommandId other = park(3, 1);
        end(2, false);
        release(1, 1);
        assertThat(effects.takeCompleted()).containsExactly(other);
    }

    @Test
    void releaseByAnotherSessionIsChargedToTheOldestHolder() {
        hold(1, 1);
        hold(2, 1);
        assertThat(release(3, 1)).isEqualTo(Release.CHARGED_TO_OTHERS);
        assertThat(holders()).containsExactly(new Holder(2, 1));
        end(1, false);
        assertThat(available()).as("1 holds nothing any more").isEqualTo(2);
        end(2, false);
        assertThat(available()).isEqualTo(3);
    }

    @Test
    void releaseOfMoreThanHeldIsChargedForTheRest() {
        hold(1, 1);
        hold(2, 1);
        assertThat(release(2, 2)).isEqualTo(Release.CHARGED_TO_OTHERS);
        assertThat(holders()).isEmpty();
        assertThat(available()).isEqualTo(3);
    }

    @Test
    void ownReleaseIsNotForeign() {
        hold(1, 1);
        hold(2, 1);
        assertThat(release(2, 1)).isEqualTo(Release.RELEASED);
        assertThat(holders()).containsExactly(new Holder(1, 1));
    }

    @Test
    void releaseOfWhatNobodyHoldsAddsPermits() {
        assertThat(release(1, 2)).isEqualTo(Release.RELEASED);
        assertThat(available()).isEqualTo(5);
        end(1, false);
        assertThat(available()).isEqualTo(5);
    }

    @Test
    void releaseThatOvertakesItsAcceptanceMintsNothing() {
        CommandId acquire = acquire(1, 1);
        assertThat(release(1, 1)).isEqualTo(Release.RELEASED);
        semaphore.accept(acquire, effects);
        end(1, false);
        assertThat(available()).isEqualTo(3);
        assertThat(holders()).isEmpty();
    }

    @Test
    void releaseThatOvertakesTheAcceptanceOfMoreLeavesTheRest() {
        CommandId acquire = acquire(1, 3);
        release(1, 1);
        semaphore.accept(acquire, effects);
        assertThat(holders()).containsExactly(new Holder(1, 2));
    }

    @Test
    void whatAnotherReleasesBeforeItsAcceptanceIsNotReturnedTwice() {
        CommandId acquire = acquire(1, 3);
        assertThat(release(2, 3)).isEqualTo(Release.CHARGED_TO_OTHERS);
        semaphore.accept(acquire, effects);
        end(1, false);
        assertThat(available()).isEqualTo(3);
        assertThat(holders()).isEmpty();
    }

    @Test
    void tooManyPermitsAreRefused() {
        assertThat(release(1, Integer.MAX_VALUE)).isEqualTo(Release.OVERFLOW);
        assertThat(available()).isEqualTo(3);
        assertThat(release(1, Integer.MAX_VALUE - 3)).isEqualTo(Release.RELEASED);
    }

    @Test
    void permitsComingBackNeverWrapAround() {
        CommandId acquire = acquire(1, 3);
        assertThat(release(2, Integer.MAX_VALUE)).isEqualTo(Release.CHARGED_TO_OTHERS);
        semaphore.decline(acquire, effects);
        assertThat(available()).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void drainsAll() {
        CommandId drain = id(1);
        assertThat(SemaphoreAnswer.number(semaphore.apply(drain, SemaphoreCommand.drain(), effects)))
                .isEqualTo(3);
        assertThat(available()).isZero();
        semaphore.accept(drain, effects);
        end(1, false);
        assertThat(available()).isEqualTo(3);
    }

    @Test
    void drainOfFewerThanNoneMakesItNone() {
        semaphore = semaphore(-2, false, false);
        CommandId zero = park(2, 0);
        assertThat(SemaphoreAnswer.number(semaphore.apply(id(1), SemaphoreCommand.drain(), effects)))
                .isEqualTo(-2);
        assertThat(available()).isZero();
        assertThat(effects.takeCompleted()).containsExactly(zero);
    }

    @Test
    void reduces() {
        assertThat(SemaphoreAnswer.reduced(semaphore.apply(id(1), SemaphoreCommand.reduce(5), effects)))
                .isTrue();
        assertThat(available()).isEqualTo(-2);
        assertThat(SemaphoreAnswer.reduced(semaphore.apply(id(1), SemaphoreCommand.reduce(Integer.MAX_VALUE), effects)))
                .isFalse();
        assertThat(available()).isEqualTo(-2);
    }

    @Test
    void acquireOfNoPermitsGivesNothingOut() {
        CommandId id = acquire(1, 0);
        semaphore.accept(id, effects);
        assertThat(semaphore.initial()).isTrue();
    }

    @Test
    void isInitialWhenAllPermitsAreBack() {
        assertThat(semaphore.initial()).isTrue();
        hold(1, 1);
        assertThat(semaphore.initial()).isFalse();
        release(1, 1);
        assertThat(semaphore.initial()).isTrue();
    }

    @Test
    void showsItself() {
        hold(1, 3);
        CommandId two = park(2, 2);
        assertThat(semaphore.info().state()).isEqualTo("0 permits available");
        assertThat(semaphore.info().waiting())
                .singleElement()
                .matches(one -> one.id().equals(two) && one.operation().equals("acquire 2"));
        assertThat(SemaphoreAnswer.number(semaphore.query(SemaphoreQuery.queueLength())))
                .isEqualTo(1);
    }

    @Test
    void refusesBytesThatAreNoCommand() {
        for (byte[] bad : List.of(new byte[0], new byte[] {77, 2}, new byte[] {SemaphoreCommand.ACQUIRE}, new byte[] {
            SemaphoreCommand.ACQUIRE, 1
        })) {
            assertThatThrownBy(() -> semaphore.apply(id(1), bad, effects)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> semaphore.query(new byte[] {9})).isInstanceOf(IllegalArgumentException.class);
        assertThat(semaphore.initial()).isTrue();
    }

    private static StateMachine semaphore(int permits, boolean fair, boolean released) {
        return Kind.SEMAPHORE.create(new SemaphoreParameters(permits, fair, released).toBytes());
    }

    /** Acquires at once. */
    private CommandId acquire(long session, int permits) {
        CommandId id = id(session);
        assertThat(semaphore.apply(id, SemaphoreCommand.acquire(permits), effects))
                .isEqualTo(SemaphoreAnswer.YES);
        return id;
    }

    @Test
    void permitsThatAreKeptAndMayHaveArrivedStayInDoubt() {
        semaphore = semaphore(3, false, false);
        CommandId arrived = acquire(1, 1);
        acquire(1, 1);
        semaphore.sessionsEnded(List.of(excluded(1)), id -> true, effects);
        assertThat(available()).isEqualTo(1);
        assertThat(semaphore.inHand(arrived)).isEqualTo(1);
        semaphore.accept(arrived, effects);
        end(1, false);
        assertThat(available()).isEqualTo(2);
        assertThat(holders()).containsExactly(new Holder(1, 1));
    }

    @Test
    void permitsThatACrashReturnsAreNeverInDoubt() {
        CommandId acquired = acquire(1, 1);
        semaphore.sessionsEnded(List.of(excluded(1)), id -> true, effects);
        assertThat(available()).isEqualTo(3);
        assertThat(semaphore.inHand(acquired)).isZero();
    }

    private static EndedSession excluded(long session) {
        return new EndedSession(session, false, false, false);
    }

    private CommandId park(long session, int permits) {
        CommandId id = id(session);
        assertThat(semaphore.apply(id, SemaphoreCommand.acquire(permits), effects))
                .isNull();
        return id;
    }

    private void hold(long session, int permits) {
        semaphore.accept(acquire(session, permits), effects);
    }

    private boolean tryNow(long session, int permits) {
        return SemaphoreAnswer.acquired(semaphore.apply(id(session), SemaphoreCommand.tryNow(permits), effects));
    }

    private Release release(long session, int permits) {
        return Release.of(semaphore.apply(id(session), SemaphoreCommand.release(permits), effects));
    }

    private void end(long session, boolean orderly) {
        semaphore.sessionsEnded(List.of(new EndedSession(session, orderly)), effects);
    }

    private int available() {
        return SemaphoreAnswer.number(semaphore.query(SemaphoreQuery.available()));
    }

    private List<Holder> holders() {
        return semaphore.info().holders();
    }

    private CommandId id(long session) {
        return new CommandId(session, lastSlot++, 1);
    }
}
