package io.dipc.histories.faults;

import java.util.Locale;

/**
 * Something that happens to a cluster and is over after a while. Members are counted from the oldest, which is 0.
 *
 * @param kind what
 * @param member to whom
 * @param other to whom as well, where it happens between two; else the same as {@code member}
 * @param detections how long it lasts, in detection times, where it lasts
 */
public record Fault(Kind kind, int member, int other, double detections) {

    /** What can happen. */
    public enum Kind {
        /** The member is killed and another one started in its place. */
        KILL(false),
        /** A member is started, and another killed while objects move to it. */
        KILL_WHILE_MOVING(false),
        /** The member is stopped and goes on later. */
        PAUSE(false),
        /** Neither the member nor all others hear of each other. */
        CUT(true),
        /** The others do not hear the member, but it hears them. */
        CUT_OUTBOUND(true),
        /** The member does not hear the others, but they hear it. */
        CUT_INBOUND(true),
        /** Two members do not hear of each other; both hear all others. */
        CUT_PAIR(true),
        /** Two members lose and find each other again and again. */
        FLAP(true),
        /** The member's connections are reset with all that is on its way to it: answers to what was applied are lost. */
        RESET(true),
        /** All members end in order, one after the other, and another one is started in the place of each. */
        ROLLING_RESTART(false);

        private final boolean ofNetwork;

        Kind(boolean ofNetwork) {
            this.ofNetwork = ofNetwork;
        }

        /** Whether it happens to the network and not to a process. */
        public boolean ofNetwork() {
            return ofNetwork;
        }
    }

    /** Reads what {@link #toString} writes. */
    public static Fault parse(String text) {
        String[] words = text.strip().split(":");
        if (words.length != 4) {
            throw new IllegalArgumentException(text + " (expected: KIND:member:other:detections)");
        }
        return new Fault(
                Kind.valueOf(words[0]),
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                Double.parseDouble(words[3]));
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s:%d:%d:%.1f", kind, member, other, detections);
    }
}
