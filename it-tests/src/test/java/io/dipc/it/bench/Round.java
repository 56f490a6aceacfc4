package io.dipc.it.bench;

/**
 * An order to a client, as a line of text.
 *
 * @param operation what to do
 * @param size of what is measured
 * @param threads how many threads do it
 * @param millis for how long
 */
record Round(Operation operation, int size, int threads, long millis) {

    static Round parse(String line) {
        String[] parts = line.split(" ");
        return new Round(
                Operation.valueOf(parts[0]),
                Integer.parseInt(parts[1]),
                Integer.parseInt(parts[2]),
                Long.parseLong(parts[3]));
    }

    @Override
    public String toString() {
        return operation + " " + size + " " + threads + " " + millis;
    }
}
