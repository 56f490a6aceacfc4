package io.dipc.it.apps;

import io.dipc.Distributed;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A JVM that is in the cluster and does nothing, so that it may be home or backup of what others use. */
public final class Host {

    @Distributed("host")
    static BlockingQueue<String> unused;

    private Host() {}

    public static void main(String[] args) throws IOException {
        unused = new LinkedBlockingQueue<>();
        System.out.println("ready");
        while (System.in.read() >= 0) {
            // Orders are for others; the end of the stream ends this JVM.
        }
    }
}
