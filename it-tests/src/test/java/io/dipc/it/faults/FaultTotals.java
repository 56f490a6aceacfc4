package io.dipc.it.faults;

/** What the suite did, told line by line. */
final class FaultTotals {
    private final long begin = System.nanoTime();
    private long rounds;
    private long calls;
    private long undecided;

    /** A round is over and was good. */
    void round(String line, int callsOfRound, int undecidedOfRound) {
        rounds++;
        calls += callsOfRound;
        undecided += undecidedOfRound;
        System.out.println(line);
    }

    /** Something that the mode allows. */
    void expected(String line) {
        System.out.println(line);
    }

    @Override
    public String toString() {
        return "%d faults, %d calls checked, %d histories undecided, in %.1f minutes"
                .formatted(rounds, calls, undecided, (System.nanoTime() - begin) / 60e9);
    }
}
