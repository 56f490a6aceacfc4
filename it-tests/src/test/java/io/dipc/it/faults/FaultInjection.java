package io.dipc.it.faults;

import io.dipc.histories.faults.Fault;
import io.dipc.it.faults.Members.Member;
import io.dipc.it.harness.Hosts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Does to a cluster what a plan says. */
final class FaultInjection {

    /** What the rest of the suite has to do when members come and go. */
    interface Workplace {
        /** A worker has joined and is to begin. */
        void begin(Member member) throws InterruptedException;

        /** A worker is to end its calls. */
        void stop(Member member) throws InterruptedException;

        /** Returns when every thread has got on. */
        void awaitProgress() throws InterruptedException;
    }

    private static final int FLAPS = 5;
    private static final Duration RESET = Duration.ofMillis(300);
    /** A JVM needs some of it to start; afterwards objects move to it. */
    private static final int LONGEST_START_MILLIS = 3_000;

    private final Members members;
    private final Optional<Hosts> hosts;
    private final Duration detection;
    private final Random random;
    private final int spareHost;

    /**
     * @param spareHost a host on which there is no member while there are as many as in the beginning
     */
    FaultInjection(Members members, Optional<Hosts> hosts, Duration detection, int spareHost, Random random) {
        this.members = members;
        this.hosts = hosts;
        this.detection = detection;
        this.spareHost = spareHost;
        this.random = random;
    }

    /** Returns when the fault is over. */
    void inject(Fault fault, Round round, Workplace workplace) throws InterruptedException {
        Member member = members.get(fault.member());
        Member other = members.get(fault.other());
        switch (fault.kind()) {
            case KILL -> {
                round.kills(member.session());
                members.kill(member);
                replace(member, workplace);
            }
            case KILL_WHILE_MOVING -> {
                int free = freeHost();
                Member newcomer = members.begin(free);
                Thread.sleep(random.nextInt(LONGEST_START_MILLIS));
                round.kills(member.session());
                members.kill(member);
                workplace.begin(members.joined(newcomer));
            }
            case PAUSE -> {
                if (fault.detections() > 0.8) {
                    round.sessionMayEnd(member.session());
                }
                member.jvm().pause();
                try {
                    last(fault.detections());
                } finally {
                    member.jvm().resume();
                }
            }
            case CUT -> cut(fault, round, List.of(member), rest(member), true, true);
            case CUT_OUTBOUND -> cut(fault, round, List.of(member), rest(member), true, false);
            case CUT_INBOUND -> cut(fault, round, List.of(member), rest(member), false, true);
            case CUT_PAIR -> cut(fault, round, List.of(member), List.of(other), true, true);
            case FLAP -> {
                for (int i = 0; i < FLAPS; i++) {
                    cut(new Fault(fault.kind(), 0, 0, 0.3), round, List.of(member), List.of(other), true, true);
                    last(0.3);
                }
            }
            case RESET -> {
                members.alive().forEach(each -> round.sessionMayEnd(each.session()));
                rest(member).forEach(each -> network().reset(each.host(), member.host()));
                try {
                    Thread.sleep(RESET.toMillis());
                } finally {
                    network().heal();
                }
            }
            case ROLLING_RESTART -> {
                for (Member each : members.alive()) {
                    workplace.stop(each);
                    members.quit(each);
                    replace(each, workplace);
                    workplace.awaitProgress();
                }
            }
        }
    }

    private void replace(Member member, Workplace workplace) throws InterruptedException {
        workplace.begin(members.joined(members.begin(member.host())));
    }

    private void cut(
            Fault fault, Round round, List<Member> some, List<Member> others, boolean outbound, boolean inbound)
            throws InterruptedException {
        members.alive().forEach(each -> round.sessionMayEnd(each.session()));
        for (Member one : some) {
            for (Member other : others) {
                if (outbound) {
                    network().drop(one.host(), other.host());
                }
                if (inbound) {
                    network().drop(other.host(), one.host());
                }
            }
        }
        try {
            last(fault.detections());
        } finally {
            network().heal();
        }
    }

    private List<Member> rest(Member member) {
        return members.alive().stream().filter(each -> each != member).toList();
    }

    private int freeHost() {
        for (int host = 0; host <= spareHost; host++) {
            int candidate = host;
            if (members.alive().stream().noneMatch(each -> each.host() == candidate)) {
                return host;
            }
        }
        throw new IllegalStateException("there is a member on every host");
    }

    private Hosts network() {
        return hosts.orElseThrow();
    }

    private void last(double detections) throws InterruptedException {
        Thread.sleep((long) (detection.toMillis() * detections));
    }
}
