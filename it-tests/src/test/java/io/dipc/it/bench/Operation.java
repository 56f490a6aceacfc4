package io.dipc.it.bench;

/** What is measured. */
enum Operation {
    /** An element is put into a queue and one is taken from it. */
    OFFER_TAKE {
        @Override
        void run(Subject subject, byte[] element) throws Exception {
            subject.offer(element);
            subject.take();
        }
    },
    /** A permit is acquired and released. */
    ACQUIRE_RELEASE {
        @Override
        void run(Subject subject, byte[] element) throws Exception {
            subject.acquire();
            subject.release();
        }
    };

    abstract void run(Subject subject, byte[] element) throws Exception;
}
