package io.dipc.engine.simulation;

import io.dipc.engine.simulation.Fault.Field;
import io.dipc.engine.simulation.Fault.Target;

/** What a plan of the fault suite says of members that live, in virtual time. */
final class Replay {
    private static final int FLAPS = 5;
    /** A connection that is reset loses what is on its way for about as long as it takes to make another. */
    private static final double RESET = 0.1;

    private Replay() {}

    /** Lets the fault happen, and returns when it is over. */
    static long happen(io.dipc.histories.faults.Fault fault, Field field) {
        Target member = field.oldestFirst().get(fault.member());
        Target other = field.oldestFirst().get(fault.other());
        long nanos = field.times(fault.detections());
        switch (fault.kind()) {
            case PAUSE -> field.pause(member, nanos);
            case CUT -> {
                outbound(field, member, nanos);
                inbound(field, member, nanos);
            }
            case CUT_OUTBOUND -> outbound(field, member, nanos);
            case CUT_INBOUND -> inbound(field, member, nanos);
            case CUT_PAIR -> pair(field, member, other, nanos);
            case FLAP -> {
                for (int i = 0; i < FLAPS; i++) {
                    field.time().after(field.times(i * 0.6), () -> pair(field, member, other, field.times(0.3)));
                }
                return field.times(FLAPS * 0.6 + 0.5);
            }
            case RESET -> inbound(field, member, field.times(RESET));
            default -> throw new IllegalArgumentException(fault + " (expected: a fault of a member that lives on)");
        }
        return nanos + field.times(1.1);
    }

    private static void outbound(Field field, Target member, long nanos) {
        field.others(member).forEach(other -> field.cut(member, other, nanos));
    }

    private static void inbound(Field field, Target member, long nanos) {
        field.others(member).forEach(other -> field.cut(other, member, nanos));
    }

    private static void pair(Field field, Target one, Target other, long nanos) {
        field.cut(one, other, nanos);
        field.cut(other, one, nanos);
    }
}
