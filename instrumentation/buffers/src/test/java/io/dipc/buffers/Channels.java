package io.dipc.buffers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Channels of each kind read into and write from a region whose pages are not here. */
final class Channels {
    private static final int SIZE = 3 * 4096;

    private final FreshRegion region;

    /** What the other side of each channel uses. */
    private final ByteBuffer other = ByteBuffer.allocateDirect(SIZE);

    private Channels(FreshRegion region) {
        this.region = region;
    }

    /**
     * @param region of three pages
     */
    static void check(FreshRegion region) throws Exception {
        Channels channels = new Channels(region);
        Path path = Files.createTempFile("channels", null);
        try {
            channels.file(path);
            channels.transfers(path);
            channels.asynchronousFile(path);
        } finally {
            Files.delete(path);
        }
        channels.pipe();
        channels.datagrams();
        channels.sockets();
        channels.asynchronousSockets();
    }

    private void file(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            region.check(channel.write(region.fresh().position(1)) == SIZE - 1 && faulted(), "write");
            region.check(Arrays.equals(Files.readAllBytes(path), contents(1, SIZE)), "written");
            region.fresh().position(3);
            region.check(channel.read(region.buffer, 7) == SIZE - 8 && faulted(), "read");
            region.check(Arrays.equals(bytes(3, SIZE - 8), contents(8, SIZE)), "was read");
            ByteBuffer[] both = {region.fresh().slice(10, 5000), ByteBuffer.allocateDirect(10)};
            region.check(channel.position(0).write(both) == 5010 && faulted(), "gather");
            both = new ByteBuffer[] {
                ByteBuffer.allocateDirect(10), region.fresh().slice(0, 4990)
            };
            region.check(channel.position(0).read(both) == 5000 && faulted(), "scatter");
            region.check(Arrays.equals(bytes(0, 4990), contents(20, 5010)), "scattered");
        }
    }

    /** The JDK maps files by itself then, and hands such buffers on. */
    private void transfers(Path path) throws IOException {
        Files.write(path, region.contents);
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            region.fresh().position(100);
            Into into = new Into(region.buffer);
            region.check(channel.transferTo(50, 9000, into) == 9000 && faulted(), "transfer to");
            region.check(Arrays.equals(bytes(100, 9000), contents(50, 9050)), "transferred to");
            region.fresh().position(200).limit(9200);
            region.check(channel.transferFrom(new From(region.buffer), 0, 9000) == 9000 && faulted(), "transfer from");
            byte[] file = Files.readAllBytes(path);
            region.check(Arrays.equals(Arrays.copyOf(file, 9000), contents(200, 9200)), "transferred from");
        }
    }

    private void asynchronousFile(Path path) throws Exception {
        try (AsynchronousFileChannel channel =
                AsynchronousFileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            region.check(channel.write(region.fresh().position(4000), 0).get() == SIZE - 4000 && faulted(), "write");
            region.fresh().position(5);
            region.check(channel.read(region.buffer, 0).get() == SIZE - 5 && faulted(), "read");
            region.check(Arrays.equals(bytes(5, 5000), contents(4000, 9000)), "was read");
        }
    }

    private void pipe() throws IOException {
        Pipe pipe = Pipe.open();
        region.check(pipe.sink().write(region.fresh().limit(4)) == 4 && faulted(), "sink");
        region.fresh().position(4094);
        region.check(pipe.source().read(region.buffer) == 4 && faulted(), "source");
        region.check(Arrays.equals(bytes(4094, 4), contents(0, 4)), "piped");
        pipe.sink().close();
        pipe.source().close();
    }

    private void datagrams() throws IOException {
        InetSocketAddress any = new InetSocketAddress("127.0.0.1", 0);
        try (DatagramChannel a = DatagramChannel.open().bind(any);
                DatagramChannel b = DatagramChannel.open().bind(any)) {
            region.check(a.send(region.fresh().limit(2000), b.getLocalAddress()) == 2000 && faulted(), "send");
            region.fresh().position(3000);
            region.check(b.receive(region.buffer) != null && region.buffer.position() == 5000, "receive");
            region.check(Arrays.equals(bytes(3000, 2000), contents(0, 2000)), "received");
            a.connect(b.getLocalAddress());
            b.connect(a.getLocalAddress());
            region.check(a.write(region.fresh().limit(100)) == 100 && faulted(), "write");
            region.fresh().position(4050);
            region.check(b.read(region.buffer) == 100 && faulted(), "read");
            region.check(Arrays.equals(bytes(4050, 100), contents(0, 100)), "was read");
        }
    }

    private void sockets() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
                SocketChannel a = SocketChannel.open(server.getLocalAddress());
                SocketChannel b = server.accept()) {
            region.check(a.write(region.fresh().limit(5000)) == 5000 && faulted(), "write");
            readAll(b, other.clear().limit(5000));
            region.check(Arrays.equals(copy(5000), contents(0, 5000)), "written");
            a.write(ByteBuffer.wrap(region.contents, 0, 5000));
            readAll(b, region.fresh().position(4000).limit(9000));
            region.check(faulted() && Arrays.equals(bytes(4000, 5000), contents(0, 5000)), "was read");
            ByteBuffer[] gathered = {region.fresh().slice(4090, 100), ByteBuffer.wrap(new byte[] {1})};
            region.check(a.write(gathered) == 101 && faulted(), "gather");
            ByteBuffer[] scattered = {ByteBuffer.allocate(50), region.fresh().slice(8190, 51)};
            while (scattered[1].hasRemaining()) {
                b.read(scattered);
            }
            region.check(faulted() && Arrays.equals(bytes(8190, 50), contents(4140, 4190)), "scatter");
        }
    }

    private void asynchronousSockets() throws Exception {
        try (AsynchronousServerSocketChannel server =
                        AsynchronousServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
                AsynchronousSocketChannel a = AsynchronousSocketChannel.open()) {
            a.connect(server.getLocalAddress()).get();
            try (AsynchronousSocketChannel b = server.accept().get()) {
                region.check(a.write(region.fresh().limit(100)).get() == 100 && faulted(), "write");
                region.fresh().position(4050).limit(4150);
                while (region.buffer.hasRemaining()) {
                    b.read(region.buffer).get();
                }
                region.check(faulted() && Arrays.equals(bytes(4050, 100), contents(0, 100)), "was read");
            }
        }
    }

    private static void readAll(ReadableByteChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.read(buffer);
        }
    }

    private boolean faulted() {
        return !region.pager.seen.isEmpty();
    }

    private byte[] contents(int from, int to) {
        return Arrays.copyOfRange(region.contents, from, to);
    }

    private byte[] bytes(int index, int length) {
        byte[] bytes = new byte[length];
        region.buffer.clear().get(index, bytes);
        return bytes;
    }

    private byte[] copy(int length) {
        byte[] bytes = new byte[length];
        other.get(0, bytes);
        return bytes;
    }

    /** Puts what it is given into a buffer. */
    private record Into(ByteBuffer buffer) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer source) {
            int count = source.remaining();
            buffer.put(source);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }

    /** Puts a buffer into what it is given. */
    private record From(ByteBuffer buffer) implements ReadableByteChannel {
        @Override
        public int read(ByteBuffer target) {
            int count = Math.min(target.remaining(), buffer.remaining());
            if (count == 0) {
                return -1;
            }
            target.put(buffer.slice(buffer.position(), count));
            buffer.position(buffer.position() + count);
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // There is nothing to close.
        }
    }
}
