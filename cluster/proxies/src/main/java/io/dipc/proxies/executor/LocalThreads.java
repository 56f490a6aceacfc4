package io.dipc.proxies.executor;

import java.util.concurrent.ThreadFactory;

/** The threads of the pool that the application made. */
interface LocalThreads extends ThreadFactory {

    /** After how long a thread without a task ends; {@link Long#MAX_VALUE}: never. */
    long keepAliveNanos();
}
