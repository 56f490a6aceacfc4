package io.dipc.engine.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What befalls members that live, in clusters that decide by majority. */
enum Fault {
    /** One member is cut off from all others. */
    ISOLATION,
    /** One member reaches all others, and none of them reaches it; or the other way round. */
    ONE_WAY,
    /** Two members that are not the oldest do not reach each other. */
    BETWEEN_YOUNGER,
    /** One member stands still. */
    PAUSE,
    /** One member is cut off again and again for short times. */
    FLAPPING,
    /** One member stands still as soon as it is cut off, and goes on when the cut has healed. */
    PAUSE_IN_CUT,
    /** One member reaches nobody, and soon nobody reaches it either. */
    MUTE;

    /** A member that a fault may befall. */
    record Target(SimulatedNetwork.End network, SimulatedProcess process) {}

    /** Where and how faults happen. */
    record Field(
            SimulatedNetwork network, SimulatedTime time, Random random, long detection, List<Target> oldestFirst) {

        long times(double factor) {
            return (long) (factor * detection);
        }

        Target any() {
            return oldestFirst.get(random.nextInt(oldestFirst.size()));
        }

        List<Target> others(Target target) {
            List<Target> others = new ArrayList<>(oldestFirst);
            others.remove(target);
            return others;
        }

        void cut(Target from, Target to, long nanos) {
            network.cut(from.network(), to.network());
            time.after(nanos, () -> network.heal(from.network(), to.network()));
            unsee(from, to, nanos);
            unsee(to, from, nanos);
        }

        /** Silence is noticed after a while, and that it is over as well. */
        private void unsee(Target who, Target whom, long nanos) {
            long noticed = times(0.5 + random.nextDouble());
            if (noticed < nanos && random.nextInt(4) != 0) {
                time.after(noticed, () -> network.see(who.network(), whom.network(), false));
                time.after(nanos + times(random.nextDouble()), () -> network.see(who.network(), whom.network(), true));
            }
        }

        void pause(Target target, long nanos) {
            target.process().stop();
            time.after(nanos, target.process()::proceed);
            others(target).forEach(other -> unsee(other, target, nanos));
        }
    }

    /** Lets the fault happen, and returns when it is over. */
    long happen(Field field) {
        double[] factors = {0.5, 1, 3};
        long nanos = field.times(factors[field.random().nextInt(factors.length)]);
        Target victim = field.any();
        List<Target> others = field.others(victim);
        switch (this) {
            case ISOLATION -> isolate(field, victim, nanos);
            case ONE_WAY -> {
                boolean outwards = field.random().nextBoolean();
                others.forEach(o -> field.cut(outwards ? victim : o, outwards ? o : victim, nanos));
            }
            case BETWEEN_YOUNGER -> {
                List<Target> all = field.oldestFirst();
                Target a = all.get(all.size() - 1);
                Target b = all.get(all.size() - 2);
                field.cut(a, b, nanos);
                field.cut(b, a, nanos);
            }
            case PAUSE -> field.pause(victim, nanos);
            case FLAPPING -> {
                for (int i = 0; i < 8; i++) {
                    field.time().after(field.times(i * 0.4), () -> isolate(field, victim, field.times(0.2)));
                }
                return field.times(3.5);
            }
            case MUTE -> {
                others.forEach(o -> field.cut(victim, o, nanos));
                long deaf = field.random().nextLong(nanos);
                field.time().after(deaf, () -> others.forEach(o -> field.cut(o, victim, nanos - deaf)));
            }
            default -> {
                isolate(field, victim, nanos);
                field.pause(victim, nanos + field.times(field.random().nextDouble()));
                return nanos + field.times(2);
            }
        }
        return nanos + field.times(1.1);
    }

    private static void isolate(Field field, Target victim, long nanos) {
        field.others(victim).forEach(other -> {
            field.cut(victim, other, nanos);
            field.cut(other, victim, nanos);
        });
    }
}
