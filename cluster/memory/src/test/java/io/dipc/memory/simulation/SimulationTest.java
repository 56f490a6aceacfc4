package io.dipc.memory.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.memory.options.Rule;
import java.util.List;
import java.util.Set;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Runs many seeds. {@code -Dsimulation.short=N}, {@code -Dsimulation.losses=N}, {@code -Dsimulation.together=N},
 * {@code -Dsimulation.scans=N} and {@code -Dsimulation.long=N} set how many, {@code -Dsimulation.first=N} the first one.
 */
class SimulationTest {
    private static final long FIRST = Long.getLong("simulation.first", 1);
    private static final int SHORT = Integer.getInteger("simulation.short", 3_000);
    private static final int LOSSES = Integer.getInteger("simulation.losses", 2_000);
    private static final int SCANS = Integer.getInteger("simulation.scans", 1_000);
    private static final int TOGETHER = Integer.getInteger("simulation.together", 2_000);
    private static final int LONG = Integer.getInteger("simulation.long", 30);
    /** Within so many seeds each control must have been found out. */
    private static final int CONTROLS = 2_000;

    private static final int LOSS_CONTROLS = 15_000;
    private static final int TOGETHER_CONTROLS = 15_000;

    @Test
    void shortSchedules() {
        run("short", SHORT, Plan::shortRun);
    }

    @Test
    void membersThatAreLostOneAfterTheOther() {
        run("losses", LOSSES, Plan::losses);
    }

    @Test
    void pagesThatAreSentTogether() {
        run("scans", SCANS, Plan::scans);
    }

    @Test
    void membersThatAreLostTogether() {
        run("together", TOGETHER, Plan::together);
    }

    @Test
    void longSchedules() {
        run("long", LONG, Plan::longRun);
    }

    /** The other rules are about losses, below. */
    @ParameterizedTest
    @EnumSource(
            value = Rule.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "FORGET_WHAT_IS_PAST",
                "ASK_THE_RECEIVER",
                "REVERT_ONLY_WHAT_NOBODY_SAW",
                "FORGET_WHAT_LEFT",
                "ASK_EVERYBODY",
                "KEEP_WHAT_LEFT",
                "CUT_WHAT_LEFT",
                "TELL_WHAT_WAS_SEEN",
                "TELL_WHOSE_WRITES",
                "COUNT_ALL_OR_NONE",
                "COUNT_AGAIN_ONLY_THE_SILENT"
            })
    void withoutARuleSomethingGoesWrong(Rule rule) {
        control(rule, CONTROLS, seed -> Plan.without(rule, seed));
    }

    /** Events that seldom come together by chance; {@code LossRulesTest} has each message by message. */
    @ParameterizedTest
    @EnumSource(
            value = Rule.class,
            names = {
                "FORGET_WHAT_IS_PAST",
                "ASK_THE_RECEIVER",
                "REVERT_ONLY_WHAT_NOBODY_SAW",
                "FORGET_WHAT_LEFT",
                "ASK_EVERYBODY"
            })
    void withoutARuleOfLossesSomethingGoesWrong(Rule rule) {
        control(rule, LOSS_CONTROLS, seed -> Plan.losses(seed, Set.of(rule)));
    }

    /**
     * Those are about members that are lost together; {@code TogetherTest} has each message by message, also the two that no
     * such schedule, or hardly one, has shown: {@code TELL_WHOSE_WRITES}, {@code COUNT_AGAIN_ONLY_THE_SILENT}.
     */
    @ParameterizedTest
    @EnumSource(
            value = Rule.class,
            names = {"KEEP_WHAT_LEFT", "CUT_WHAT_LEFT", "TELL_WHAT_WAS_SEEN", "COUNT_ALL_OR_NONE"})
    void withoutARuleOfMembersThatAreLostTogetherSomethingGoesWrong(Rule rule) {
        control(rule, TOGETHER_CONTROLS, seed -> Plan.together(seed, Set.of(rule)));
    }

    private static void control(Rule rule, int most, LongFunction<Plan> plans) {
        for (long seed = FIRST; seed < FIRST + most; seed++) {
            try {
                List<String> violations = new Simulation(seed, plans.apply(seed)).run();
                if (!violations.isEmpty()) {
                    System.out.printf(
                            "without %s: seed %d: %s%n",
                            rule, seed, violations.get(0).lines().findFirst().orElseThrow());
                    return;
                }
            } catch (RuntimeException e) {
                System.out.printf("without %s: seed %d: %s%n", rule, seed, e);
                return;
            }
        }
        throw new AssertionError("without " + rule + " nothing went wrong in " + most + " schedules");
    }

    private static void run(String what, int runs, LongFunction<Plan> plans) {
        long accesses = 0;
        long messages = 0;
        long lost = 0;
        long lostByOne = 0;
        long begin = System.nanoTime();
        for (long seed = FIRST; seed < FIRST + runs; seed++) {
            Plan plan = plans.apply(seed);
            Simulation simulation = new Simulation(seed, plan);
            List<String> violations;
            try {
                violations = simulation.run();
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + " of " + plan, e);
            }
            assertThat(violations)
                    .as("seed %d of %s%n%s", seed, plan, simulation.accesses() < 500 ? simulation.histories() : "")
                    .isEmpty();
            accesses += simulation.accesses();
            messages += simulation.messages();
            if (plan.options().backups() > 0) {
                lost += simulation.lost();
                lostByOne += plan.deaths() == 1 ? simulation.lost() : 0;
            }
        }
        System.out.printf(
                "%d runs from seed %d, %d accesses and %d messages, in %.1f s: %s; %d times a page was lost in spite of a"
                        + " backup, %d times where only one member was lost%n",
                runs, FIRST, accesses, messages, (System.nanoTime() - begin) / 1e9, what, lost, lostByOne);
    }
}
