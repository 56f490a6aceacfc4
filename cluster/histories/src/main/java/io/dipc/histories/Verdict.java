package io.dipc.histories;

import java.util.List;

/**
 * What a check found.
 *
 * @param violations what cannot have been so; none if everything can
 * @param undecided what could not be found out within the limits of the check; none if everything was
 */
public record Verdict(List<String> violations, List<String> undecided) {

    /** Nothing wrong. */
    public static final Verdict GOOD = new Verdict(List.of(), List.of());

    public Verdict {
        violations = List.copyOf(violations);
        undecided = List.copyOf(undecided);
    }

    public static Verdict bad(List<String> violations) {
        return violations.isEmpty() ? GOOD : new Verdict(violations, List.of());
    }

    /** Both findings. */
    public Verdict and(Verdict other) {
        return new Verdict(join(violations, other.violations), join(undecided, other.undecided));
    }

    public boolean isGood() {
        return violations.isEmpty() && undecided.isEmpty();
    }

    private static List<String> join(List<String> first, List<String> second) {
        return java.util.stream.Stream.concat(first.stream(), second.stream()).toList();
    }
}
