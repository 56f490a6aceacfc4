package io.dipc.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.engine.protocol.Status;
import io.dipc.engine.view.Placement;
import io.dipc.objects.queue.QueueCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What becomes of a queue when all members that have copies of it are left out at once, step by step: they come back, die,
 * or do neither.
 */
class CopiesTest extends SteppedJvms {

    @Test
    void callsWaitUntilTheHoldersAreBack() {
        cluster(5);
        List<Jvm> holders = holders();
        Jvm user = user(holders);
        offer(user, 1);
        cutOff(holders);

        Call poll = new Call(user, QueueCommand.poll(), true, false);
        var survey = user.node.survey();
        run(SOON);
        assertThat(poll.status).as("waits").isNull();
        assertThat(survey).as("who only looks does not wait").isDone();
        holders.forEach(this::heal);
        await(() -> poll.status != null && jvms.stream().allMatch(j -> j.in(5)));

        assertThat(poll.element()).isEqualTo(1);
        assertThat(poll(holders.get(0))).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void oneOfThemIsEnough(int back) {
        cluster(5);
        List<Jvm> holders = holders();
        Jvm user = user(holders);
        offer(user, 1);
        cutOff(holders);
        jvms.remove(holders.get(1 - back));
        heal(holders.get(back));
        await(() -> jvms.stream().allMatch(j -> j.in(4)));

        assertThat(offer(user, 2)).isTrue();
        assertThat(List.of(poll(user), poll(user), poll(user))).containsExactly(1, 2, 0);

        // The other one's copy is an old one now.
        jvms.add(holders.get(1 - back));
        offer(user, 3);
        heal(holders.get(1 - back));
        await(() -> jvms.stream().allMatch(j -> j.in(5)));
        assertThat(List.of(poll(user), poll(user))).containsExactly(3, 0);
    }

    @Test
    void theHomeIsLeftOutAndTheBackupDies() {
        cluster(5);
        List<Jvm> holders = holders();
        Jvm user = user(holders);
        offer(user, 1);
        die(holders.get(1), true);
        cut(holders.get(0), true);
        await(() -> viewsOthers(holders, 3));
        heal(holders.get(0));
        await(() -> jvms.stream().allMatch(j -> j.in(4)));

        assertThat(poll(user)).isEqualTo(1);
    }

    @Test
    void whenAllHoldersAreProvenDeadTheQueueIsLost() {
        cluster(5);
        List<Jvm> holders = holders();
        Jvm user = user(holders);
        offer(user, 1);
        cutOff(holders);
        holders.forEach(each -> die(each, false));
        Call poll = new Call(user, QueueCommand.poll(), true, false);
        network.prove(holders.get(0).end);
        run(SOON);
        assertThat(poll.status).as("waits for the other one").isNull();
        network.prove(holders.get(1).end);
        await(() -> poll.status != null);

        assertThat(poll.status).isEqualTo(Status.LOST);
    }

    @Test
    void afterTenMinutesTheQueueIsLostAndThatIsSaid() {
        cluster(5);
        List<Jvm> holders = holders();
        Jvm user = user(holders);
        cutOff(holders);
        Call poll = new Call(user, QueueCommand.poll(), true, false);
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            run(MEMORY - SOON);
            assertThat(poll.status).as("waits").isNull();
            run(2 * SOON);
        } finally {
            System.setErr(before);
        }

        assertThat(poll.status).isEqualTo(Status.LOST);
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("part " + Placement.partitionOf(KEY) + " of")
                .contains(holders.get(0).end.self().name())
                .contains("count as lost");
    }

    /** A copy without which others have gone on is not taken, though nobody has a better one any more. */
    @Test
    void anOldCopyIsNotBelieved() {
        cluster(6);
        List<Jvm> holders = holders();
        offer(user(holders), 1);
        Jvm out = holders.get(1);
        cut(out, true);
        jvms.remove(out);
        await(() -> jvms.stream().allMatch(j -> j.in(5)));
        List<Jvm> later = holders();
        Jvm user = user(later);
        assertThat(poll(user)).isEqualTo(1);
        later.forEach(each -> die(each, true));
        await(() -> jvms.stream().allMatch(j -> j.in(3)));
        jvms.add(out);
        heal(out);
        await(() -> jvms.stream().allMatch(j -> j.in(4)));

        Call poll = new Call(user, QueueCommand.poll(), true, false);
        await(() -> poll.status != null);
        assertThat(poll.status).isEqualTo(Status.LOST);
    }

    /** The home of the queue, and its backup. */
    private List<Jvm> holders() {
        Placement placement = new Placement(jvms.get(0).node.view());
        int partition = Placement.partitionOf(KEY);
        Jvm home = homeOfQueue();
        Jvm backup = jvms.stream()
                .filter(j ->
                        j != home && placement.holds(partition, j.end.self().session()))
                .findFirst()
                .orElseThrow();
        return List.of(home, backup);
    }

    private Jvm user(List<Jvm> holders) {
        return jvms.stream().filter(j -> !holders.contains(j)).findFirst().orElseThrow();
    }

    /** They do not reach anybody any more, and the others go on without them. */
    private void cutOff(List<Jvm> members) {
        members.forEach(each -> cut(each, true));
        await(() -> viewsOthers(members, jvms.size() - members.size()));
    }

    private boolean viewsOthers(List<Jvm> members, int size) {
        return jvms.stream()
                .filter(j -> !members.contains(j))
                .allMatch(j -> j.node.view().members().size() == size);
    }

    private void die(Jvm victim, boolean proven) {
        victim.process.die();
        network.crash(victim.end, proven);
        jvms.remove(victim);
    }
}
