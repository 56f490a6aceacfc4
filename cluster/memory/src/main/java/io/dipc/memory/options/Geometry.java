package io.dipc.memory.options;

/**
 * How a region is cut. The same at all members.
 *
 * @param pages how many pages there are
 * @param stripes how many sets of pages have a home each
 * @param run how many pages in a row belong to one stripe, so that a run that is fetched ahead has one home
 */
public record Geometry(int pages, int stripes, int run) {

    public Geometry {
        positive("pages", pages);
        positive("stripes", stripes);
        positive("run", run);
    }

    private static void positive(String what, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(what + ": " + value + " (expected: at least 1)");
        }
    }

    /** The stripe of a page. */
    public int stripe(int page) {
        return page / run % stripes;
    }

    /** How many pages a stripe has at most. */
    public int pagesOfStripe() {
        return Math.min(pages, (inStripe(pages - 1) / run + 1) * run);
    }

    /** The how manieth page of its stripe a page is, from 0 on. */
    public int inStripe(int page) {
        return page / run / stripes * run + page % run;
    }

    /** The first page behind those that are in one run with a page. */
    public int endOfRun(int page) {
        return (int) Math.min(pages, ((long) page / run + 1) * run);
    }
}
