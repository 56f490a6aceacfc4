package io.dipc.demo.heat;

import io.dipc.Distributed;
import io.dipc.OnCrash;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Computes how heat spreads over a plate and writes a picture of it: {@code java -jar heat.jar [SIZE [STEPS [FILE]]]}.
 * The plate is a mapped file: under the agent it is one memory, in which workers of all JVMs compute. All are started with
 * the same arguments. The first one, which says who computes what, writes the picture; it is the same, byte for byte,
 * however many JVMs take part.
 *
 * <p>A worker's JVM may be started or killed at any time. If the first JVM is killed there is no picture; the others then
 * wait for more and are to be ended by hand.
 */
public final class Heat {

    /** Both states of the plate, the one before a step and the one after it. */
    @Distributed("heat.plate")
    private static MappedByteBuffer memory;

    /** Where workers say that they are there. */
    @Distributed("heat.workers")
    static final BlockingQueue<Registration> WORKERS = new LinkedBlockingQueue<>();

    /** Where workers say what they have computed. */
    @Distributed("heat.computed")
    static final BlockingQueue<Rows> COMPUTED = new LinkedBlockingQueue<>();

    /** Has a permit when there is no work any more. Nobody takes it. */
    @Distributed("heat.finished")
    static final Semaphore FINISHED = new Semaphore(0);

    private Heat() {}

    /**
     * @param args cells of a side, 512 without it; steps, 500 without it; where the picture goes, heat.png without it
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Arguments arguments = Arguments.of(args);
        memory = map(Plate.bytes(arguments.size()));
        Plate plate = new Plate(memory, arguments.size());

        @Distributed(value = "heat.once", onCrash = OnCrash.KEEP)
        Semaphore once = new Semaphore(1);

        int threads = Integer.getInteger("threads", Runtime.getRuntime().availableProcessors());
        for (int i = 1; i <= threads; i++) {
            new Thread(new Worker(plate), "worker-" + i).start();
        }
        if (once.tryAcquire()) {
            new Coordinator(plate).compute(arguments.steps());
            Picture.write(plate, arguments.steps(), arguments.file());
            System.out.println(
                    arguments.size() + " x " + arguments.size() + " cells after " + arguments.steps() + " steps");
        }
    }

    /** Maps a file of zeros that nobody else sees. */
    private static MappedByteBuffer map(long bytes) throws IOException {
        Path file = Files.createTempFile("heat-", ".plate");
        file.toFile().deleteOnExit();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
        }
    }
}
