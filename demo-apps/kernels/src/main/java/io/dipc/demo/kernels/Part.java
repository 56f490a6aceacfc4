package io.dipc.demo.kernels;

/**
 * One of several parts of all that there is to do, which are about the same size.
 *
 * @param number from 0
 * @param of how many there are
 */
record Part(int number, int of) {

    /** The first one that is this part's of so many things. */
    int first(int things) {
        return (int) ((long) things * number / of);
    }

    /** The first one after them. */
    int end(int things) {
        return (int) ((long) things * (number + 1) / of);
    }

    /** The part behind this one; behind the last one comes the first. */
    Part next() {
        return new Part((number + 1) % of, of);
    }
}
