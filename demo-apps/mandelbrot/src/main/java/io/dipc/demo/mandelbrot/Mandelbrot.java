package io.dipc.demo.mandelbrot;

import io.dipc.Delivery;
import io.dipc.Distributed;
import io.dipc.OnCrash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Draws the Mandelbrot set: {@code java -jar mandelbrot.jar [SIZE [FILE]]}. The first JVM hands out rows, workers of all
 * JVMs draw them into one picture in shared memory, and the first one writes it to a file. All are started with the same
 * arguments; those that draw may be started and killed at any time.
 */
public final class Mandelbrot {

    /** The picture. */
    @Distributed("mandelbrot.pixels")
    private static ByteBuffer memory;

    /**
     * Rows to draw, and {@link #END}. A row that a killed worker had taken is given to another; to draw a row twice does
     * no harm.
     */
    @Distributed(value = "mandelbrot.rows", delivery = Delivery.AT_LEAST_ONCE)
    static final BlockingQueue<Integer> ROWS = new LinkedBlockingQueue<>();

    /** Rows that are drawn. */
    @Distributed("mandelbrot.drawn")
    static final BlockingQueue<Integer> DRAWN = new LinkedBlockingQueue<>();

    /** Comes after the last row. Each worker that sees it puts it back for the next. */
    static final int END = -1;

    private Mandelbrot() {}

    /**
     * @param args pixels of a side, 1024 without it; where the picture goes, mandelbrot.png without it
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length > 2 || args.length > 0 && !args[0].matches("[1-9][0-9]{0,3}")) {
            System.err.println("mandelbrot: " + String.join(" ", args)
                    + " (expected: pixels of a side, 1 to 9999; a file for the picture)");
            System.exit(2);
        }
        int size = args.length > 0 ? Integer.parseInt(args[0]) : 1024;
        memory = ByteBuffer.allocateDirect(Picture.bytes(size));
        Picture picture = new Picture(memory, size);

        @Distributed(value = "mandelbrot.once", onCrash = OnCrash.KEEP)
        Semaphore once = new Semaphore(1);

        int threads = Integer.getInteger("threads", Runtime.getRuntime().availableProcessors());
        for (int i = 1; i <= threads; i++) {
            new Thread(new Worker(picture), "worker-" + i).start();
        }
        if (once.tryAcquire()) {
            handOut(size);
            picture.write(Path.of(args.length > 1 ? args[1] : "mandelbrot.png"));
            System.out.println(size + " x " + size + " pixels, " + picture.inside() + " in the set");
        }
    }

    private static void handOut(int size) throws InterruptedException {
        for (int row = 0; row < size; row++) {
            ROWS.put(row);
        }
        BitSet drawn = new BitSet(size);
        while (drawn.cardinality() < size) {
            drawn.set(DRAWN.take());
        }
        ROWS.put(END);
    }
}
