package io.dipc.proxies.directory;

import io.dipc.DipcException;
import io.dipc.KeyRemovedException;
import io.dipc.ObjectLostException;
import io.dipc.engine.Cluster;
import io.dipc.engine.Grant;
import io.dipc.engine.ObjectHandle;
import io.dipc.engine.ObjectHandle.Wait;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import io.dipc.objects.directory.DirectoryCommand;
import io.dipc.objects.directory.DirectoryListing;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The executors of the cluster. It is an object as others, under a key of its own, which exists only as long as there are
 * executors or somebody watches. Thread-safe.
 */
public final class ExecutorDirectory {
    /** The key of the directory. */
    public static final String KEY = "dipc:executors";

    private static final Logger LOG = LoggerFactory.getLogger(ExecutorDirectory.class);
    private static final byte[] NOTHING = {};

    private final Supplier<Cluster> cluster;
    private final String memberName;

    /**
     * @param cluster answers the cluster
     * @param memberName how this JVM is called in messages
     */
    public ExecutorDirectory(Supplier<Cluster> cluster, String memberName) {
        this.cluster = cluster;
        this.memberName = memberName;
    }

    /**
     * Registers an executor, until the registration is closed or this JVM is no member any more. Does not wait for the
     * cluster: a thread of its own does.
     *
     * @param key of the executor
     * @param descriptor of the executor
     */
    public Registration register(String key, Descriptor descriptor) {
        byte[] details = new WireWriter()
                .putBytes(descriptor.parameters())
                .putString(descriptor.creator())
                .toBytes();
        byte[] command = DirectoryCommand.register(key, details);
        Thread thread = new Thread(null, () -> keep(command), "dipc-directory " + key, 0, false);
        thread.setDaemon(true);
        thread.setContextClassLoader(null);
        thread.start();
        return thread::interrupt;
    }

    /** An executor's place in the directory. */
    public interface Registration extends AutoCloseable {
        /** Takes the executor out, soon. May be called more than once. */
        @Override
        void close();
    }

    private void keep(byte[] command) {
        try {
            Grant unexpected = asked(command);
            throw new IllegalStateException("a registration was answered: " + unexpected);
        } catch (InterruptedException e) {
            // closed
        } catch (DipcException e) {
            LOG.debug("an executor is in the directory no more, since this JVM is not in the cluster", e);
        }
    }

    /**
     * Tells of the executors, now and whenever one comes or goes, until the calling thread is interrupted.
     *
     * @param listener called in the calling thread, with all that there are, by key
     * @throws InterruptedException always, unless there is another exception
     * @throws io.dipc.ClusterUnavailableException if this JVM is no member any more
     */
    public void watch(Consumer<Map<String, Descriptor>> listener) throws InterruptedException {
        long version = DirectoryCommand.UNKNOWN;
        ObjectHandle handle = open();
        while (true) {
            try {
                DirectoryListing listing = DirectoryListing.of(answer(handle, DirectoryCommand.watch(version)));
                version = listing.version();
                listener.accept(descriptors(listing));
            } catch (KeyRemovedException | ObjectLostException e) {
                LOG.debug("the directory begins anew", e);
                handle = open();
                version = DirectoryCommand.UNKNOWN;
            }
        }
    }

    private static byte[] answer(ObjectHandle handle, byte[] command) throws InterruptedException {
        Grant grant = handle.await(command, Long.MAX_VALUE, Wait.TAKING);
        grant.acceptLater();
        return grant.answer();
    }

    private Grant asked(byte[] command) throws InterruptedException {
        while (true) {
            try {
                return open().await(command, Long.MAX_VALUE, Wait.TAKING);
            } catch (KeyRemovedException | ObjectLostException e) {
                LOG.debug("the directory begins anew", e);
            }
        }
    }

    private ObjectHandle open() {
        return cluster.get().open(KEY, new Descriptor(Kind.DIRECTORY, NOTHING, memberName), null);
    }

    private static Map<String, Descriptor> descriptors(DirectoryListing listing) {
        Map<String, Descriptor> descriptors = new TreeMap<>();
        listing.names().forEach((key, details) -> {
            WireReader reader = new WireReader(details);
            descriptors.put(key, new Descriptor(Kind.EXECUTOR, reader.getBytes(), reader.getString()));
        });
        return descriptors;
    }
}
