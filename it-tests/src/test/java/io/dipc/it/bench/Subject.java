package io.dipc.it.bench;

/** One system as the benchmark sees it. Used by many threads. */
interface Subject {

    void offer(byte[] element) throws Exception;

    void take() throws Exception;

    void acquire() throws Exception;

    void release() throws Exception;
}
