package io.dipc.buffers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** What only mapped buffers can be told, and what stays as it was when one becomes part of a region. */
final class MappedOperations {
    private static final int SIZE = 2 * 4096 + 100;

    private MappedOperations() {}

    static void check() throws Exception {
        Path path = Files.createTempFile("mapped", null);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(SIZE));
            forces(channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE));
            loads(channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE));
            if (Runtime.version().feature() >= 22) {
                segments(channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE));
            }
            readOnly(channel.map(FileChannel.MapMode.READ_ONLY, 0, SIZE));
            staysAsItIs(channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE));
            cleaned(channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE));
            refused(channel.map(FileChannel.MapMode.PRIVATE, 0, SIZE), "PRIVATE");
            refused(channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE + 1), "1 to " + SIZE);
            refused(ByteBuffer.allocate(SIZE), "heap");
            channel.truncate(SIZE);
            largest(channel);
        } finally {
            Files.delete(path);
        }
    }

    private static void forces(MappedByteBuffer buffer) {
        FreshRegion region = new FreshRegion(SIZE, 4096, buffer);
        region.pager.seen.clear();
        buffer.force();
        expect(region, "force 0 " + SIZE);
        buffer.position(10).limit(20).force();
        expect(region, "force 0 " + SIZE);
        buffer.clear().force(5000, 100);
        expect(region, "force 5000 100");
        buffer.force(SIZE, 0);
        expect(region, "force " + SIZE + " 0");
        buffer.slice(4096, 100).force();
        expect(region, "force 4096 100");
        buffer.slice(4000, 1000).force(7, 8);
        expect(region, "force 4007 8");
        buffer.duplicate().force(1, 1);
        expect(region, "force 1 1");
        for (int[] beyond : new int[][] {{-1, 1}, {0, -1}, {SIZE, 1}, {1, SIZE}}) {
            try {
                buffer.force(beyond[0], beyond[1]);
                region.check(false, beyond[0] + " " + beyond[1]);
            } catch (IndexOutOfBoundsException e) {
                expect(region);
            }
        }
    }

    private static void loads(MappedByteBuffer buffer) {
        FreshRegion region = new FreshRegion(SIZE, 4096, buffer);
        region.fresh();
        region.check(!buffer.isLoaded(), "nothing is here");
        buffer.slice(5000, 10).load();
        expect(region, "read 1", "used 1");
        region.check(buffer.slice(4096, 4096).isLoaded() && !buffer.isLoaded(), "a page is here");
        region.check(buffer.load() == buffer && buffer.isLoaded(), "all is here");
        expect(region, "read 0", "used 0", "read 2", "used 2");
        region.check(buffer.get(5000) == region.contents[5000], "contents");
        region.region.protect(2, PageState.INVALID);
        region.check(!buffer.isLoaded() && buffer.slice(0, 8192).isLoaded(), "one has gone");
        region.pager.refusal = new IllegalStateException("lost");
        try {
            buffer.load();
            region.check(false, "a page that cannot come");
        } catch (IllegalStateException e) {
            region.check(e == region.pager.refusal, e);
        }
    }

    /** A memory segment of such a buffer is told the same, and so is a buffer of that. */
    private static void segments(MappedByteBuffer buffer) throws ReflectiveOperationException {
        FreshRegion region = new FreshRegion(SIZE, 4096, buffer);
        region.fresh();
        Segments segments = new Segments();
        Object all = segments.of(buffer);
        Object part = segments.of(buffer.slice(5000, 100));
        region.check(!segments.isTrue(part, "isLoaded") && segments.isTrue(all, "isMapped"), "nothing is here");
        segments.tell(part, "load");
        expect(region, "read 1", "used 1");
        region.check(segments.isTrue(part, "isLoaded") && !segments.isTrue(all, "isLoaded"), "a page is here");
        segments.tell(all, "unload");
        region.check(segments.isTrue(part, "isLoaded"), "a hint");
        segments.tell(part, "force");
        expect(region, "force 5000 100");
        ((MappedByteBuffer) Segments.bufferOfSegmentOf(buffer)).force(7, 8);
        expect(region, "force 7 8");
    }

    private static void readOnly(MappedByteBuffer buffer) {
        FreshRegion region = new FreshRegion(SIZE, 4096, buffer);
        region.fresh();
        region.check(buffer.isReadOnly() && buffer.get(5000) == region.contents[5000], "reads");
        buffer.load().force();
        region.check(buffer.isLoaded(), "loaded");
        try {
            buffer.putInt(0, 1);
            region.check(false, "written");
        } catch (java.nio.ReadOnlyBufferException e) {
            region.check(region.pager.seen.stream().noneMatch(fault -> fault.startsWith("write")), e);
        }
    }

    private static void staysAsItIs(MappedByteBuffer buffer) {
        buffer.order(ByteOrder.LITTLE_ENDIAN).position(5).mark().position(7).limit(4100);
        FreshRegion region = new FreshRegion(SIZE, 4096, buffer);
        region.check(
                buffer.order() == ByteOrder.LITTLE_ENDIAN
                        && buffer.position() == 7
                        && buffer.limit() == 4100
                        && buffer.capacity() == SIZE
                        && buffer.reset().position() == 5
                        && buffer.isDirect()
                        && !buffer.hasArray(),
                buffer);
        region.fresh();
        region.check(buffer.alignmentOffset(3, 8) == 3 && buffer.alignedSlice(8).capacity() == SIZE / 8 * 8, "aligned");
    }

    /** Programs that do not wait for the garbage collector end a mapping by themselves. Others go on with the region. */
    private static void cleaned(MappedByteBuffer buffer) throws ReflectiveOperationException {
        LocalPager pager = new LocalPager();
        Reservation region = AddressSpace.of(TestAgent.instrumentation()).reserve(SIZE, 4096, pager);
        pager.region = region;
        ByteBuffer file = region.rewire(buffer.putInt(4096, 5));
        // Which the hooks have opened; the one in sun.misc calls it, and prints a warning on 25.
        Class<?> type = Class.forName("jdk.internal.misc.Unsafe");
        Object unsafe = type.getMethod("getUnsafe").invoke(null);
        type.getMethod("invokeCleaner", ByteBuffer.class).invoke(unsafe, buffer);
        if (file.getInt(4096) != 5 || buffer.putInt(4096, 6).getInt(4096) != 6) {
            throw new AssertionError(file.getInt(4096));
        }
    }

    private static void refused(ByteBuffer buffer, String reason) {
        Reservation region = AddressSpace.of(TestAgent.instrumentation()).reserve(SIZE, 4096, new LocalPager());
        try {
            region.rewire(buffer);
            throw new AssertionError(reason);
        } catch (UnsupportedOperationException e) {
            if (!e.getMessage().contains(reason) || !e.getMessage().contains("expected: ")) {
                throw e;
            }
        }
    }

    /** As large as one buffer can be, and its last page is shorter. */
    private static void largest(FileChannel channel) throws IOException {
        ByteBuffer buffer = channel.map(FileChannel.MapMode.READ_WRITE, 0, Integer.MAX_VALUE);
        LocalPager pager = new LocalPager();
        Reservation region = AddressSpace.of(TestAgent.instrumentation()).reserve(Integer.MAX_VALUE, 4096, pager);
        pager.region = region;
        region.rewire(buffer);
        buffer.putLong(Integer.MAX_VALUE - 8, 7);
        buffer.put(Integer.MAX_VALUE - 5000, new byte[] {1, 2, 3});
        if (!pager.seen.equals(List.of("write 524287", "used 524287", "write 524286", "used 524286"))
                || buffer.get(Integer.MAX_VALUE - 1) != 7
                || buffer.get(Integer.MAX_VALUE - 4998) != 3) {
            throw new AssertionError(pager.seen);
        }
        region.protect(524287, PageState.INVALID);
        if (region.copy(524287).length != 4095 || region.copy(524287)[4094] != 7) {
            throw new AssertionError("the last page");
        }
    }

    private static void expect(FreshRegion region, String... expected) {
        region.check(region.pager.seen.equals(List.of(expected)), List.of(expected));
        region.pager.seen.clear();
    }
}
