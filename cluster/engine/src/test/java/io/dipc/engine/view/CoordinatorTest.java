package io.dipc.engine.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.engine.network.Member;
import io.dipc.engine.protocol.CoordinatorMessage;
import io.dipc.engine.protocol.Message;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoordinatorTest {
    private static final Member A = new Member(1, "a", "a:1", true);
    private static final Member B = new Member(2, "b", "b:1", true);
    private static final Member C = new Member(3, "c", "c:1", false);

    private final List<Long> queried = new ArrayList<>();
    private final List<View> installed = new ArrayList<>();
    private final List<Long> told = new ArrayList<>();
    private final List<Member> suspected = new ArrayList<>();

    @Test
    void theOldestMakesTheFirstViewAlone() {
        Coordinator coordinator = coordinator(A);

        coordinator.members(List.of(A));

        assertThat(installed).hasSize(1);
        assertThat(installed.get(0).counter()).isEqualTo(1);
        assertThat(installed.get(0).members()).containsExactly(new ViewMember(A, false, false));
    }

    @Test
    void othersMakeNone() {
        coordinator(B).members(List.of(A, B));

        assertThat(installed).isEmpty();
        assertThat(queried).isEmpty();
    }

    @Test
    void whoBecomesTheOldestAsksFirstAndGoesBeyondTheNewestView() {
        Coordinator coordinator = coordinator(B);
        coordinator.members(List.of(A, B, C));
        View old = view(7, A, B, C);

        coordinator.members(List.of(B, C));
        assertThat(queried).containsExactly(C.session());
        assertThat(installed).isEmpty();
        coordinator.answered(C.session(), old);

        assertThat(installed).hasSize(1);
        assertThat(installed.get(0).counter()).isEqualTo(8);
        assertThat(told).containsExactly(C.session());
    }

    @Test
    void whoIsAskedAndDiesIsNotWaitedFor() {
        Coordinator coordinator = coordinator(B);
        coordinator.members(List.of(A, B, C));
        coordinator.members(List.of(B, C));

        coordinator.members(List.of(B));

        assertThat(installed).hasSize(1);
    }

    @Test
    void aGoodbyeIsRememberedAcrossCoordinators() {
        Coordinator coordinator = coordinator(B);
        coordinator.members(List.of(A, B, C));
        View leaving = new View(
                7 << 16,
                1,
                List.of(
                        new ViewMember(A, false, false),
                        new ViewMember(B, false, false),
                        new ViewMember(C, true, true)),
                List.of());
        coordinator.decided(leaving);

        coordinator.members(List.of(B, C));
        coordinator.answered(C.session(), leaving);

        View last = installed.get(installed.size() - 1);
        assertThat(last.find(C.session()).leaving()).isTrue();
        assertThat(last.find(C.session()).orderly()).isTrue();
        assertThat(last.alive(C.session())).isFalse();
    }

    @Test
    void aGoodbyeIsRememberedWhenTheMemberIsGone() {
        Coordinator coordinator = coordinator(A);
        coordinator.members(List.of(A, B));
        coordinator.answered(B.session(), null);
        coordinator.goodbye(B.session(), true);

        coordinator.members(List.of(A));

        View last = installed.get(installed.size() - 1);
        assertThat(last.endedOrderly(B.session())).isTrue();
        assertThat(last.endedOrderly(A.session())).isFalse();
    }

    @Test
    void whoIsLeftOutWithoutProofIsSuspected() {
        Coordinator coordinator = coordinator(A);
        coordinator.decided(view(5, A, B, C));
        coordinator.members(List.of(A, B, C));
        coordinator.answered(B.session(), null);
        coordinator.answered(C.session(), null);
        assertThat(suspected).isEmpty();

        coordinator.members(List.of(A, C));
        assertThat(suspected).containsExactly(B);
        coordinator.goodbye(C.session(), true);
        coordinator.members(List.of(A));
        assertThat(suspected).containsExactly(B);
    }

    @Test
    void whoIsLeftOutWithProofIsNotSuspected() {
        Coordinator coordinator = coordinator(B);
        coordinator.decided(view(5, A, B));

        coordinator.over(A.session(), true);
        coordinator.members(List.of(B));

        assertThat(installed).hasSize(2);
        assertThat(suspected).isEmpty();
    }

    @Test
    void olderViewsAndViewsWithoutThisMemberAreVoid() {
        Coordinator coordinator = coordinator(B);
        coordinator.members(List.of(A, B));
        coordinator.decided(view(5, A, B));

        coordinator.decided(view(4, A, B));
        coordinator.decided(view(6, A));

        assertThat(installed).extracting(View::counter).containsExactly(5L);
    }

    @Test
    void placementMovesOnlyWhatTheChangeConcerns() {
        Member d = new Member(99, "d", "d:1", true);
        Placement before = new Placement(view(1, A, B, C));
        Placement after = new Placement(view(2, A, B, C, d));

        for (int p = 0; p < Placement.PARTITIONS; p++) {
            assertThat(before.home(p)).isIn(A.session(), B.session());
            assertThat(before.backups(p)).hasSize(1).doesNotContain(before.home(p));
            assertThat(after.home(p)).isIn(before.home(p), d.session());
        }
        assertThat(new Placement(view(1, C)).home(0)).as("tools host nothing").isZero();
    }

    private static View view(long counter, Member... members) {
        return new View(
                counter << 16,
                1,
                List.of(members).stream()
                        .map(m -> new ViewMember(m, false, false))
                        .toList(),
                List.of());
    }

    private Coordinator coordinator(Member self) {
        return new Coordinator(self.session(), 1, new Coordinator.Port() {
            @Override
            public void send(long session, Message message) {
                (message instanceof CoordinatorMessage.ViewQuery ? queried : told).add(session);
            }

            @Override
            public void install(View view) {
                installed.add(view);
            }

            @Override
            public void suspected(Collection<Member> members) {
                suspected.addAll(members);
            }
        });
    }
}
