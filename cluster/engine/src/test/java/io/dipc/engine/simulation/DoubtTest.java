package io.dipc.engine.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.engine.replication.Doubts;
import io.dipc.objects.queue.QueueCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What becomes of an element whose taker was left out before the home had heard that it arrived, step by step: a member
 * takes while nothing that it sends gets through, is left out, and comes back, dies, or does neither.
 */
class DoubtTest extends SteppedJvms {

    @Test
    void whoComesBackAndHasItKeepsIt() {
        cluster(4);
        Jvm taker = younger();
        Call take = takenByWhoIsCutOff(taker, false);

        assertThat(poll(jvms.get(0))).as("kept aside").isZero();
        assertThat(info()).isEqualTo("0 of 2 elements, 1 in hand (1 in doubt)");
        assertThat(offer(jvms.get(0), 2) && offer(jvms.get(0), 3))
                .as("room is free")
                .isTrue();
        heal(taker);
        await(() -> jvms.stream().allMatch(j -> j.in(4)));

        assertThat(take.element()).isEqualTo(1);
        assertThat(List.of(poll(taker), poll(taker), poll(taker))).containsExactly(2, 3, 0);
        assertThat(count(Doubts::keptAside)).isEqualTo(1);
        assertThat(count(Doubts::arrived)).isEqualTo(1);
    }

    @Test
    void whoComesBackAndHasItNotMakesItGoBackToItsPlace() {
        cluster(4);
        Jvm taker = younger();
        Jvm giver = jvms.get(0);
        Call take = new Call(taker, QueueCommand.take(), true, false);
        run(SOON);
        cut(taker, true);
        Call put = new Call(giver, QueueCommand.put(body(1)), false, false);
        await(() -> put.status != null);
        // It gives up before it is back: nobody asks for it a second time.
        taker.node.execute(requests -> requests.cancel(take));
        await(() -> giver.in(3));
        offer(giver, 2);
        offer(giver, 3);

        assertThat(poll(giver)).isEqualTo(2);
        heal(taker);
        await(() -> jvms.stream().allMatch(j -> j.in(4)));

        assertThat(List.of(poll(giver), poll(giver), poll(giver))).containsExactly(1, 3, 0);
        assertThat(count(Doubts::keptAside)).isEqualTo(1);
        assertThat(count(Doubts::notArrived)).isEqualTo(1);
    }

    @Test
    void whatIsInDoubtSurvivesItsHome() {
        cluster(5);
        Jvm taker = younger();
        Call take = takenByWhoIsCutOff(taker, false);
        Jvm home = homeOfQueue();
        jvms.remove(home);
        home.process.die();
        network.crash(home.end, true);
        Jvm other = jvms.stream().filter(j -> j != taker).findFirst().orElseThrow();
        await(() -> other.in(3));

        assertThat(poll(other)).as("kept aside").isZero();
        heal(taker);
        await(() -> jvms.stream().allMatch(j -> j.in(4)));

        assertThat(take.element()).isEqualTo(1);
        assertThat(poll(other)).isZero();
        assertThat(count(Doubts::arrived)).isEqualTo(1);
    }

    @Test
    void whenItsDeathIsProvenItGoesBack() {
        cluster(4);
        Jvm taker = younger();
        takenByWhoIsCutOff(taker, false);
        taker.process.die();
        network.crash(taker.end, false);
        run(SOON);

        assertThat(poll(jvms.get(0))).as("kept aside").isZero();
        network.prove(taker.end);
        run(DETECTION);

        assertThat(poll(jvms.get(0))).isEqualTo(1);
        assertThat(count(Doubts::dead)).isEqualTo(1);
    }

    @Test
    void whenItDiesInItsNextSessionItGoesBack() {
        cluster(4);
        Jvm taker = younger();
        takenByWhoIsCutOff(taker, false);
        // It is told that it was left out, and dies before it is let in again.
        network.heal(jvms.get(0).end, taker.end);
        long session = taker.end.self().session();
        heal(taker);
        await(() -> taker.end.self().session() != session);
        taker.process.die();
        network.crash(taker.end, true);
        jvms.remove(taker);
        await(() -> jvms.stream().allMatch(j -> j.in(3)));
        run(DETECTION);

        assertThat(poll(jvms.get(0))).isEqualTo(1);
        assertThat(count(Doubts::dead)).isEqualTo(1);
    }

    @Test
    void whoEndsAsSoonAsItIsBackSaysBeforeThatItHasIt() {
        cluster(4);
        Jvm taker = younger();
        takenByWhoIsCutOff(taker, false);
        heal(taker);
        long session = taker.end.self().session();
        await(() -> taker.end.self().session() != session);
        taker.node.leave(true);
        await(() -> taker.node.gone().isDone());
        taker.process.die();
        taker.end.close();
        jvms.remove(taker);
        await(() -> jvms.stream().allMatch(j -> j.in(3)));

        assertThat(poll(jvms.get(0))).isZero();
        assertThat(count(Doubts::arrived)).isEqualTo(1);
        assertThat(count(Doubts::dead)).isZero();
    }

    @Test
    void afterTenMinutesItGoesBackAndThatIsSaid() {
        cluster(4);
        Jvm taker = younger();
        takenByWhoIsCutOff(taker, false);
        PrintStream before = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            run(MEMORY - SOON);
            assertThat(poll(jvms.get(0))).as("kept aside").isZero();
            run(2 * SOON);
        } finally {
            System.setErr(before);
        }

        assertThat(poll(jvms.get(0))).isEqualTo(1);
        assertThat(count(Doubts::expired)).isEqualTo(1);
        assertThat(log.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("WARN")))
                .singleElement()
                .asString()
                .contains("q: ")
                .contains(taker.end.self().name());
    }

    @Test
    void whatIsDeliveredAtLeastOnceGoesBackAtOnce() {
        cluster(4);
        Jvm taker = younger();
        takenByWhoIsCutOff(taker, true);

        assertThat(poll(jvms.get(0))).isEqualTo(1);
        assertThat(count(Doubts::keptAside)).isZero();
    }

    /** A member parks a take, gets the element while nothing that it sends gets through, and is left out. */
    private Call takenByWhoIsCutOff(Jvm taker, boolean repeats) {
        Call take = new Call(taker, QueueCommand.take(), true, repeats);
        run(SOON);
        cut(taker, false);
        Jvm giver = jvms.stream().filter(j -> j != taker).findFirst().orElseThrow();
        int members = jvms.size();
        offer(giver, 1);
        await(() -> take.status != null);
        assertThat(take.element()).isEqualTo(1);
        // What was under way has arrived.
        run(SimulatedTime.MILLI);
        jvms.stream().filter(j -> j != taker).forEach(j -> network.cut(j.end, taker.end));
        await(() -> jvms.stream().filter(j -> j != taker).allMatch(j -> j.in(members - 1)));
        return take;
    }
}
