package io.dipc.buffers;

/** Main: a buffer over a region is one of the JDK's, with all that is said of those. */
final class Contract {

    private Contract() {}

    public static void main(String[] arguments) throws Exception {
        Refusals.check();
        TwoRegions.check();
        MappedOperations.check();
        if (Runtime.version().feature() >= 21) {
            VirtualThreads.check();
        }
        System.out.println("done");
    }
}
