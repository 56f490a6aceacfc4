package io.dipc.demo.kernels;

import io.dipc.Distributed;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A kernel, and the memory in which all threads compute it. */
final class Computation {

    private final Kernel kernel;
    private final String name;

    @Distributed("kernels.{name}")
    private final MappedByteBuffer memory;

    Computation(Kernel kernel) throws IOException {
        this.kernel = kernel;
        this.name = kernel.name();
        this.memory = zeros(kernel.bytes());
    }

    int steps() {
        return kernel.steps();
    }

    void compute(int step, Part part) {
        kernel.compute(view(), step, part);
    }

    String result() {
        return name + ": " + kernel.result(view());
    }

    /** Each thread's own. */
    private ByteBuffer view() {
        return memory.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static MappedByteBuffer zeros(int bytes) throws IOException {
        Path file = Files.createTempFile("kernels-", ".memory");
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
        }
    }
}
