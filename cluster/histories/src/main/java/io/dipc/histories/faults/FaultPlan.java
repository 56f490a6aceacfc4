package io.dipc.histories.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/** Faults, one after the other. */
public record FaultPlan(List<Fault> faults) {

    public FaultPlan {
        faults = List.copyOf(faults);
    }

    /**
     * Each kind of fault at least once, pauses of half, one and three detection times, in an order and to members that
     * come from the seed.
     *
     * @param members how many there are, at least 3
     */
    public static FaultPlan of(long seed, int members) {
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        for (Fault.Kind kind : Fault.Kind.values()) {
            int member = random.nextInt(members);
            switch (kind) {
                case PAUSE -> {
                    for (double detections : new double[] {0.5, 1, 3}) {
                        int paused = random.nextInt(members);
                        faults.add(new Fault(kind, paused, paused, detections));
                    }
                }
                case CUT_PAIR, FLAP -> {
                    // neither of them the oldest
                    int first = 1 + random.nextInt(members - 1);
                    int second = 1 + (first + random.nextInt(members - 2)) % (members - 1);
                    faults.add(new Fault(kind, first, second, 2));
                }
                case CUT, CUT_INBOUND, CUT_OUTBOUND -> faults.add(new Fault(kind, member, member, 2));
                default -> faults.add(new Fault(kind, member, member, 0));
            }
        }
        Collections.shuffle(faults, random);
        return new FaultPlan(faults);
    }

    /** Reads what {@link #toString} writes. */
    public static FaultPlan parse(String text) {
        return new FaultPlan(Arrays.stream(text.split(",")).map(Fault::parse).toList());
    }

    @Override
    public String toString() {
        return faults.stream().map(Fault::toString).collect(Collectors.joining(","));
    }
}
