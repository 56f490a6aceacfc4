package io.dipc.proxies.testing;

import io.dipc.KindMismatchException;
import io.dipc.engine.Cluster;
import io.dipc.engine.Companion;
import io.dipc.engine.KeyInfo;
import io.dipc.engine.MemberInfo;
import io.dipc.engine.ObjectHandle;
import io.dipc.engine.Standing;
import io.dipc.objects.CommandId;
import io.dipc.objects.Descriptor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A cluster of one session without an engine: state machines behind locks. */
public final class LocalCluster implements Cluster {
    private static final long SESSION = 1;

    private final Map<String, LocalObjectHandle> objects = new HashMap<>();
    private final AtomicInteger opened = new AtomicInteger();

    @Override
    public synchronized ObjectHandle open(String key, Descriptor descriptor, byte[] contents) {
        opened.incrementAndGet();
        LocalObjectHandle first = objects.get(key);
        if (first == null) {
            first = new LocalObjectHandle(key, descriptor, true, SESSION);
            if (contents != null) {
                first.machine().apply(new CommandId(SESSION, 0, 1), contents, first);
            }
            objects.put(key, first);
            return first;
        }
        if (first.descriptor().kind() != descriptor.kind()) {
            throw new KindMismatchException(
                    key + " is a " + first.descriptor().kind().words());
        }
        return first.joined();
    }

    /** How often a key was opened. */
    public int opened() {
        return opened.get();
    }

    /** The object under a key. */
    public synchronized LocalObjectHandle object(String key) {
        return objects.get(key);
    }

    @Override
    public synchronized boolean remove(String key) {
        return objects.remove(key) != null;
    }

    @Override
    public List<KeyInfo> keys() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<MemberInfo> members() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Standing standing() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void accompany(Companion companion) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void leave(boolean orderly, long nanos) {
        throw new UnsupportedOperationException();
    }
}
