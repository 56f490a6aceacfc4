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
import java.util.concurrent.locks.LockSupport;

/**
 * A cluster that is left when the JVM ends. From then on, calls that fail do not return: without the agent, a thread that
 * waits for a queue at the end of its JVM waits until it is gone, and prints nothing.
 */
final class EndingCluster implements Cluster {

    private final Cluster cluster;
    private volatile boolean ending;

    EndingCluster(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void leave(boolean orderly, long nanos) {
        ending = true;
        cluster.leave(orderly, nanos);
    }

    @Override
    public ObjectHandle open(String key, Descriptor descriptor, byte[] contents) {
        try {
            return new Handle(cluster.open(key, descriptor, contents));
        } catch (DipcException e) {
            throw unlessEnding(e);
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

    private DipcException unlessEnding(DipcException e) {
        while (ending) {
            LockSupport.park(this);
            // Interrupts do not count any more, and would make park return at once.
            Thread.interrupted();
        }
        return e;
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
                throw unlessEnding(e);
            }
        }

        @Override
        public byte[] call(byte[] command, int exclusions) {
            try {
                return handle.call(command, exclusions);
            } catch (DipcException e) {
                throw unlessEnding(e);
            }
        }

        @Override
        public byte[] query(byte[] query) {
            try {
                return handle.query(query);
            } catch (DipcException e) {
                throw unlessEnding(e);
            }
        }

        @Override
        public Grant await(byte[] command, long nanos, Wait wait) throws InterruptedException {
            try {
                return handle.await(command, nanos, wait);
            } catch (DipcException e) {
                throw unlessEnding(e);
            }
        }
    }
}
