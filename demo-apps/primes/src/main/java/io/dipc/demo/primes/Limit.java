package io.dipc.demo.primes;

/** Up to where primes are counted. */
final class Limit {

    private Limit() {}

    /** The one that the arguments name; 10,000,000 without any. Ends the program if they are wrong. */
    static int of(String[] args) {
        int limit = args.length == 0
                ? 10_000_000
                : args.length == 1 && args[0].matches("[0-9]{1,9}") ? Integer.parseInt(args[0]) : 0;
        if (limit == 0) {
            System.err.println("primes: " + String.join(" ", args) + " (expected: a number from 1 to 999999999)");
            System.exit(2);
        }
        return limit;
    }
}
