package io.dipc.it.bench;

import org.redisson.Redisson;
import org.redisson.api.RBlockingQueue;
import org.redisson.api.RSemaphore;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;

/** Redisson with its defaults on a Redis server of its own, which keeps one copy, in memory. */
public final class RedissonClient {

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

    private RedissonClient() {}

    /**
     * @param args the server's port
     */
    public static void main(String[] args) throws Exception {
        Config config = new Config();
        config.useSingleServer().setAddress("redis://127.0.0.1:" + args[0]);
        var redisson = Redisson.create(config);
        RSemaphore semaphore = redisson.getSemaphore("semaphore");
        semaphore.trySetPermits(64);
        Client.serve(new Objects(redisson.getBlockingQueue("queue", ByteArrayCodec.INSTANCE), semaphore));
        redisson.shutdown();
    }
}
