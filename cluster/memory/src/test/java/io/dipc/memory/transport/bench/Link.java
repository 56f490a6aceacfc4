package io.dipc.memory.transport.bench;

/** One way to get pages from the other JVM. */
interface Link {
    int PAGE = 4096;

    /** What is told of each page that comes, in the thread in which it comes. */
    interface Arrivals {
        void arrived(byte[] page);
    }

    /** Sets who is told from now on. */
    void tell(Arrivals arrivals);

    /** Asks for pages, without waiting for them. */
    void request(int pages);

    /** Runs something in the thread in which pages come. */
    void execute(Runnable task);
}
