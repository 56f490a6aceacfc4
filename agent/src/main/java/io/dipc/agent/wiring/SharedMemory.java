package io.dipc.agent.wiring;

import io.dipc.ClusterUnavailableException;
import io.dipc.agent.options.Option;
import io.dipc.agent.options.Options;
import io.dipc.buffers.AddressSpace;
import io.dipc.buffers.Controls;
import io.dipc.engine.Cluster;
import io.dipc.engine.MemberInfo;
import io.dipc.memory.runtime.PagedRegions;
import io.dipc.memory.runtime.RegionSettings;
import io.dipc.memory.runtime.Regions;
import io.dipc.memory.transport.Receiver;
import io.dipc.memory.transport.Transport;
import io.dipc.memory.transport.TransportOptions;
import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This JVM's shared regions, made when they are first asked for: a program without distributed buffers has neither Netty nor
 * hooks in the JDK's accesses. Thread-safe.
 */
final class SharedMemory implements Supplier<Regions> {

    private static final Logger LOG = LoggerFactory.getLogger(SharedMemory.class);

    private final Supplier<Cluster> cluster;
    private final Instrumentation instrumentation;
    private final String clusterName;
    private final String memberName;
    private final EndOfJvm end;
    /** Members that meet in a directory can reach each other there, too. */
    private final Path localSockets;

    private Regions regions;

    SharedMemory(
            Supplier<Cluster> cluster,
            Instrumentation instrumentation,
            Options options,
            String memberName,
            EndOfJvm end) {
        this.cluster = cluster;
        this.instrumentation = instrumentation;
        this.clusterName = options.text(Option.CLUSTER);
        this.memberName = memberName;
        this.localSockets = Path.of(options.text(Option.RENDEZVOUS)).resolve("pages");
        this.end = end;
    }

    /** How regions are made, unless a place says otherwise. */
    static RegionSettings settings(Options options) {
        return new RegionSettings(
                Integer.parseInt(options.text(Option.PAGE_SIZE)),
                Integer.parseInt(options.text(Option.REGION_BACKUPS)),
                options.text(Option.MISMATCH).equals("error"));
    }

    @Override
    public synchronized Regions get() {
        if (regions == null) {
            if (!Controls.given().isEmpty()) {
                LOG.warn(
                        "Shared memory: by {} without {}, for a control of tests: writes are lost and words torn",
                        Controls.PROPERTY,
                        Controls.given());
            }
            regions = new PagedRegions(
                    cluster, new BufferAddresses(AddressSpace.of(instrumentation), end), this::open, memberName);
        }
        return regions;
    }

    private Transport open(long session, Receiver receiver) {
        InetAddress host = host(cluster.get());
        try {
            return Transport.open(
                    new TransportOptions(
                            new InetSocketAddress(host, 0), clusterName, session, Optional.of(localSockets)),
                    receiver);
        } catch (IOException e) {
            throw new ClusterUnavailableException(
                    "the pages of shared buffers cannot be exchanged: " + e.getMessage(), e);
        }
    }

    /** Where this member listens already, so that the others reach it there. */
    private static InetAddress host(Cluster cluster) {
        String address = cluster.members().stream()
                .filter(MemberInfo::self)
                .map(MemberInfo::address)
                .findFirst()
                .orElseThrow(() -> new ClusterUnavailableException("this JVM is not in the cluster any more"));
        try {
            return InetAddress.getByName(address.substring(0, address.lastIndexOf(':')));
        } catch (UnknownHostException e) {
            throw new ClusterUnavailableException("this member's address " + address + " is not known", e);
        }
    }
}
