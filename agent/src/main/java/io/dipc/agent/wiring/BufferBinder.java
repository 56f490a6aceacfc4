package io.dipc.agent.wiring;

import io.dipc.DipcException;
import io.dipc.NotDistributableException;
import io.dipc.memory.runtime.RegionSettings;
import io.dipc.memory.runtime.Regions;
import io.dipc.proxies.binding.ByIdentity;
import io.dipc.rewriter.Place;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Makes buffers that are stored in places of distributed objects part of regions. One buffer is one key, wherever else it is
 * stored. Thread-safe; called in the application's threads, which wait until the region is there.
 */
final class BufferBinder {

    /** A buffer that is, or is becoming, part of a region. */
    private record Bound(String key, String place, CompletableFuture<Void> done) {}

    private final Supplier<Regions> regions;
    private final RegionSettings settings;
    private final String memberName;
    private final EndOfJvm end;
    private final ByIdentity<Bound> bound = new ByIdentity<>();

    /**
     * @param regions answers the regions of this JVM, made at the first call
     * @param settings of regions, unless a place says otherwise
     * @param memberName how this JVM is called in messages
     * @param end of this JVM, in which stores do not fail
     */
    BufferBinder(Supplier<Regions> regions, RegionSettings settings, String memberName, EndOfJvm end) {
        this.regions = regions;
        this.settings = settings;
        this.memberName = memberName;
        this.end = end;
    }

    /**
     * Makes a buffer part of the region under the place's key: itself, not a copy.
     *
     * @param owner the object whose field is the place; may be null
     * @throws NotDistributableException if it cannot be, or is part of a region under another key
     */
    void bind(ByteBuffer buffer, Object owner, Place place) {
        String what = place.description();
        if (!buffer.isDirect()) {
            throw new NotDistributableException(
                    what + ": a buffer on the heap cannot be distributed, since it is an array"
                            + " of this JVM (expected: what FileChannel.map or ByteBuffer.allocateDirect makes); store such a"
                            + " buffer, or do not distribute " + what);
        }
        if (buffer.capacity() == 0) {
            throw new NotDistributableException(
                    what + ": a buffer of no bytes cannot be distributed (expected: at least one byte)");
        }
        String key = place.resolveKey(owner);
        Bound now = new Bound(key, what, new CompletableFuture<>());
        Bound before = bound.putIfAbsent(buffer, now);
        if (before == null) {
            bind(buffer, now, place);
        } else {
            joined(before, now, place.key().isEmpty());
        }
    }

    private void bind(ByteBuffer buffer, Bound now, Place place) {
        try {
            regions.get().bind(now.key, buffer, settings(place), now.place + " in " + memberName);
            now.done.complete(null);
        } catch (UnsupportedOperationException e) {
            NotDistributableException refused = new NotDistributableException(
                    now.place + ": " + e.getMessage() + "; store another buffer, or do not distribute " + now.place, e);
            failed(buffer, now, refused);
            throw refused;
        } catch (DipcException e) {
            failed(buffer, now, e);
            throw end.unlessLeaving(e);
        } catch (RuntimeException | Error e) {
            failed(buffer, now, e);
            throw e;
        }
    }

    /** The next one who stores the buffer tries again. */
    private void failed(ByteBuffer buffer, Bound now, Throwable failure) {
        bound.remove(buffer, now);
        now.done.completeExceptionally(failure);
    }

    private static void joined(Bound before, Bound now, boolean anyKey) {
        if (!anyKey && !before.key.equals(now.key)) {
            throw new NotDistributableException(now.place + ": the buffer stored under key \"" + now.key
                    + "\" is already distributed under key \"" + before.key + "\", by " + before.place
                    + "; one object is one key: give both places the same key, or store another buffer");
        }
        try {
            before.done.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new NotDistributableException(now.place + ": " + e.getCause(), e.getCause());
        }
    }

    private RegionSettings settings(Place place) {
        String backups = place.policies().backups();
        if (backups.isEmpty() || backups.equals("-1")) {
            return settings;
        }
        try {
            return new RegionSettings(settings.pageSize(), Integer.parseInt(backups), settings.mismatchIsError());
        } catch (IllegalArgumentException e) {
            throw new NotDistributableException(place.description() + ": " + e.getMessage(), e);
        }
    }
}
