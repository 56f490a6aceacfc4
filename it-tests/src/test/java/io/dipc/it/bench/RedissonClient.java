package io.dipc.it.bench;

import java.time.Duration;
import org.redisson.Redisson;
import org.redisson.api.BatchOptions;
import org.redisson.api.RBatch;
import org.redisson.api.RBlockingQueue;
import org.redisson.api.RExecutorService;
import org.redisson.api.RSemaphore;
import org.redisson.api.WorkerOptions;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;

/** Redisson with its defaults, but patient, on a Redis server of its own, which keeps one copy, in memory, or has a replica. */
public final class RedissonClient {

    /** What was sent is not sent again because the machine is busy: a second offer or take would be one too many. */
    private static final int PATIENCE_MILLIS = 120_000;

    private record Objects(RBlockingQueue<byte[]> queue, RSemaphore semaphore) implements Subject {
        @Override
        public void offer(byte[] element) {
            queue.offer(element);
        }

        @Override
        public void take() throws InterruptedException {
            queue.take();
        }

        @Override
        public void acquire() throws InterruptedException {
            semaphore.acquire();
        }

        @Override
        public void release() {
            semaphore.release();
        }
    }

    /**
     * Each call waits until the server's replica has it too. There is no such form of calls that block, nor of
     * semaphores.
     */
    private record Replicated(org.redisson.api.RedissonClient redisson) implements Subject {
        @Override
        public void offer(byte[] element) {
            RBatch batch = batch();
            batch.getQueue("queue", ByteArrayCodec.INSTANCE).offerAsync(element);
            batch.execute();
        }

        @Override
        public void take() {
            RBatch batch = batch();
            batch.getQueue("queue", ByteArrayCodec.INSTANCE).pollAsync();
            if (batch.execute().getResponses().get(0) == null) {
                throw new IllegalStateException("an element that was put before is not there");
            }
        }

        private RBatch batch() {
            return redisson.createBatch(BatchOptions.defaults().sync(1, Duration.ofMillis(PATIENCE_MILLIS)));
        }
    }

    private RedissonClient() {}

    /**
     * @param args the server's port, and {@code replicated} if it has a replica that is to be waited for, {@code tasks} to
     *     measure its executor, {@code serve} to work for that
     */
    public static void main(String[] args) throws Exception {
        Config config = new Config();
        config.useSingleServer()
                .setAddress("redis://127.0.0.1:" + args[0])
                .setConnectTimeout(PATIENCE_MILLIS)
                .setTimeout(PATIENCE_MILLIS);
        var redisson = Redisson.create(config);
        String what = args.length > 1 ? args[1] : "";
        if (what.equals("replicated")) {
            Client.serve(new Replicated(redisson));
        } else if (!what.isEmpty()) {
            RExecutorService executor = redisson.getExecutorService("tasks");
            executor.registerWorkers(WorkerOptions.defaults().workers(Pool.THREADS));
            if (what.equals("tasks")) {
                Client.serve(new Pool(executor));
            } else {
                System.out.println("ready");
                while (System.in.read() >= 0) {
                    // The end of the stream ends this worker.
                }
            }
        } else {
            RSemaphore semaphore = redisson.getSemaphore("semaphore");
            semaphore.trySetPermits(64);
            Client.serve(new Objects(redisson.getBlockingQueue("queue", ByteArrayCodec.INSTANCE), semaphore));
        }
        redisson.shutdown();
    }
}
