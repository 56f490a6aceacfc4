package io.dipc.memory.runtime;

import io.dipc.engine.EngineCluster;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** A JVM's part in a cluster and its regions. */
final class TestMember {
    static final int PAGE = RegionSettings.PAGE_SIZE_DEFAULT;

    private final String name;
    private final EngineCluster cluster;
    private final TestTransports transports;
    private final ArrayMemory memory = new ArrayMemory();
    private final PagedRegions regions;

    TestMember(String name, EngineCluster cluster, TestTransports transports) {
        this.name = name;
        this.cluster = cluster;
        this.transports = transports;
        this.regions = new PagedRegions(() -> cluster, memory, transports, name);
    }

    EngineCluster cluster() {
        return cluster;
    }

    PagedRegions regions() {
        return regions;
    }

    ArrayMemory memory() {
        return memory;
    }

    /** Binds a buffer of some pages whose first bytes are given. */
    ArrayMemory.Copy bind(String key, int pages, long first) {
        return bind(key, ByteBuffer.allocateDirect(pages * PAGE).putLong(0, first), 1);
    }

    ArrayMemory.Copy bind(String key, ByteBuffer buffer, int backups) {
        regions.bind(key, buffer, new RegionSettings(PAGE, backups), name);
        return memory.copy();
    }

    /** As if by {@code kill -9}. */
    void kill() {
        transports.cut(cluster.standing().session());
        cluster.close();
    }

    void leave() {
        cluster.leave(true, TimeUnit.SECONDS.toNanos(60));
    }
}
