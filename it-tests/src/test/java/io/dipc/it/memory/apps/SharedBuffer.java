package io.dipc.it.memory.apps;

import io.dipc.Distributed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/**
 * One buffer, and orders from the standard input: {@code SharedBuffer SIZE FILE read_write|read_only|private|direct|heap},
 * with a file of at least that size. Each order is answered with {@code ORDER: RESULT}.
 */
public final class SharedBuffer {

    private static final VarHandle INTS = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

    @Distributed("shared.buffer")
    private static ByteBuffer buffer;

    @Distributed("shared.signals")
    private static final Semaphore SIGNALS = new Semaphore(0);

    private SharedBuffer() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        int size = Integer.parseInt(args[0]);
        try {
            buffer = switch (args[2]) {
                case "heap" -> ByteBuffer.allocate(size);
                case "direct" -> ByteBuffer.allocateDirect(size);
                default -> map(size, Path.of(args[1]), args[2]);
            };
            System.out.println("ready");
        } catch (RuntimeException e) {
            System.out.println(e);
            return;
        }
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String result;
            try {
                result = carryOut(order.split(" "));
            } catch (RuntimeException e) {
                result = e.toString();
            }
            System.out.println(order + ": " + result);
        }
    }

    private static MappedByteBuffer map(int size, Path file, String mode) throws IOException {
        try (FileChannel channel = mode.equals("read_only")
                ? FileChannel.open(file, StandardOpenOption.READ)
                : FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(
                    switch (mode) {
                        case "read_write" -> FileChannel.MapMode.READ_WRITE;
                        case "read_only" -> FileChannel.MapMode.READ_ONLY;
                        default -> FileChannel.MapMode.PRIVATE;
                    },
                    0,
                    size);
        }
    }

    /** Writes all the time, until it cannot. */
    private static void count(int at) {
        try {
            for (int count = 1; ; count++) {
                buffer.putInt(at, count);
            }
        } catch (RuntimeException e) {
            System.out.println("counted: " + e);
        }
    }

    private static String carryOut(String[] order) throws InterruptedException {
        int at = order.length > 1 ? Integer.parseInt(order[1]) : 0;
        int value = order.length > 2 ? Integer.parseInt(order[2]) : 0;
        switch (order[0]) {
            case "get" -> {
                return Integer.toString(buffer.getInt(at));
            }
            case "put" -> buffer.putInt(at, value);
            case "cas" -> {
                return Boolean.toString(INTS.compareAndSet(buffer, at, value, Integer.parseInt(order[3])));
            }
            case "fill" -> {
                byte[] bytes = new byte[buffer.capacity()];
                Arrays.fill(bytes, (byte) at);
                buffer.put(0, bytes);
            }
            case "sum" -> {
                byte[] bytes = new byte[buffer.capacity()];
                buffer.get(0, bytes);
                long sum = 0;
                for (byte one : bytes) {
                    sum += one;
                }
                return Long.toString(sum);
            }
            case "force" -> ((MappedByteBuffer) buffer).force();
            case "signal" -> SIGNALS.release();
            case "await" -> SIGNALS.acquire();
            case "count" -> new Thread(() -> count(at)).start();
            case "end" -> System.exit(0);
            default -> throw new IllegalArgumentException(order[0]);
        }
        return "done";
    }
}
