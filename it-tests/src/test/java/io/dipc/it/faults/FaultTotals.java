package io.dipc.it.faults;

/** What the suite did, told line by line. */
final class FaultTotals {
    private final long begin = System.nanoTime();
    private long rounds;
    private long calls;
    private long undecided;
    private double slowest;

    /**
     * A round is over and was good.
     *
     * @param recovery how many seconds after the end of the fault every thread had got on
     */
    void round(String line, int callsOfRound, int undecidedOfRound, double recovery) {
        rounds++;
        calls += callsOfRound;
        undecided += undecidedOfRound;
        slowest = Math.max(slowest, recovery);
        System.out.println(line);
    }

    /** Something that the mode allows. */
    void expected(String line) {
        System.out.println(line);
    }

    @Override
    public String toString() {
        return "%d faults, %d calls checked, %d histories undecided, all got on after %.1f s at most, in %.1f minutes"
                .formatted(rounds, calls, undecided, slowest, (System.nanoTime() - begin) / 60e9);
    }
}
