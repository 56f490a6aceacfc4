package io.dipc.agent.wiring;

import io.dipc.DipcException;
import io.dipc.engine.Cluster;
import io.dipc.engine.Companion;
import io.dipc.engine.Grant;
import io.dipc.engine.KeyInfo;
import io.dipc.engine.MemberInfo;
import io.dipc.engine.ObjectHandle;
import io.dipc.engine.Standing;
import io.dipc.objects.Descriptor;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A cluster that is left when the JVM ends. From then on, calls that fail do not return, as {@link EndOfJvm} says.
 */
final class EndingCluster implements Cluster {

    /** How long at most is waited for the answers to what was sent. */
    private static final long LAST_ANSWERS_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Cluster cluster;
    private final EndOfJvm end;
    private final Object answers = new Object();
    /** How many commands were sent and are not answered; guarded by {@code answers}. */
    private int unanswered;

    EndingCluster(Cluster cluster, EndOfJvm end) {
        this.cluster = cluster;
        this.end = end;
    }

    /** First lets arrive what calls that have returned already have sent. */
    @Override
    public void leave(boolean orderly, long nanos) {
        long start = System.nanoTime();
        awaitAnswers(start + Math.min(nanos, LAST_ANSWERS_NANOS));
        end.leave();
        cluster.leave(orderly, nanos - (System.nanoTime() - start));
    }

    private void awaitAnswers(long deadline) {
        synchronized (answers) {
            long left;
            while (unanswered > 0 && (left = deadline - System.nanoTime()) > 0) {
                try {
                    TimeUnit.NANOSECONDS.timedWait(answers, left);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private void answered() {
        synchronized (answers) {
            unanswered--;
            answers.notifyAll();
        }
    }

    @Override
    public ObjectHandle open(String key, Descriptor descriptor, byte[] contents) {
        try {
            return new Handle(cluster.open(key, descriptor, contents));
        } catch (DipcException e) {
            throw end.unlessLeaving(e);
        }
    }

    @Override
    public List<KeyInfo> keys() {
        return cluster.keys();
    }

    @Override
    public boolean remove(String key) {
        return cluster.remove(key);
    }

    @Override
    public List<MemberInfo> members() {
        return cluster.members();
    }

    @Override
    public Standing standing() {
        return cluster.standing();
    }

    @Override
    public void accompany(Companion companion) {
        cluster.accompany(companion);
    }

    private final class Handle implements ObjectHandle {
        private final ObjectHandle handle;

        Handle(ObjectHandle handle) {
            this.handle = handle;
        }

        @Override
        public String key() {
            return handle.key();
        }

        @Override
        public Descriptor descriptor() {
            return handle.descriptor();
        }

        @Override
        public boolean created() {
            return handle.created();
        }

        @Override
        public int exclusions() {
            return handle.exclusions();
        }

        @Override
        public ObjectHandle keeping() {
            return new Handle(handle.keeping());
        }

        @Override
        public byte[] call(byte[] command) {
            try {
                return handle.call(command);
            } catch (DipcException e) {
                throw end.unlessLeaving(e);
            }
        }

        @Override
        public byte[] call(byte[] command, int exclusions) {
            try {
                return handle.call(command, exclusions);
            } catch (DipcException e) {
                throw end.unlessLeaving(e);
            }
        }

        @Override
        public byte[] callAsSeen(byte[] command, int exclusions) {
            try {
                return handle.callAsSeen(command, exclusions);
            } catch (DipcException e) {
                throw end.unlessLeaving(e);
            }
        }

        @Override
        public void beforeGiving() {
            try {
                handle.beforeGiving();
            } catch (DipcException e) {
                throw end.unlessLeaving(e);
            }
        }

        @Override
        public void send(byte[] command, Reply reply) {
            synchronized (answers) {
                unanswered++;
            }
            handle.send(command, new Reply() {
                @Override
                public void answered(byte[] answer) {
                    // First, since it may send what follows.
                    reply.answered(answer);
                    EndingCluster.this.answered();
                }

                @Override
                public void failed(RuntimeException reason) {
                    if (!end.leaving()) {
                        reply.failed(reason);
                    }
                    EndingCluster.this.answered();
                }
            });
        }

        @Override
        public boolean cutOff() {
            return handle.cutOff();
        }

        @Override
        public byte[] query(byte[] query) {
            try {
                return handle.query(query);
            } catch (DipcException e) {
                throw end.unlessLeaving(e);
            }
        }

        @Override
        public Grant await(byte[] command, long nanos, Wait wait) throws InterruptedException {
            try {
                return handle.await(command, nanos, wait);
            } catch (DipcException e) {
                throw end.unlessLeaving(e);
            }
        }
    }
}
