package io.dipc.demo.mandelbrot;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** A square picture of the set: for each point after how many steps it is known not to be in it. */
final class Picture {

    private static final int STEPS = 1000;
    private static final double LEFT = -2;
    private static final double TOP = 1.25;
    private static final double SIDE = 2.5;

    private final IntBuffer pixels;
    private final int size;

    /**
     * @param memory at least {@link #bytes}
     * @param size how many pixels a side has
     */
    Picture(ByteBuffer memory, int size) {
        // Its bytes mean the same in every JVM that shares it.
        this.pixels = memory.duplicate().order(ByteOrder.LITTLE_ENDIAN).asIntBuffer();
        this.size = size;
    }

    static int bytes(int size) {
        return size * size * Integer.BYTES;
    }

    /** Draws a row. Several threads may draw different rows. */
    void draw(int row) {
        int[] line = new int[size];
        for (int column = 0; column < size; column++) {
            line[column] = steps(LEFT + SIDE * column / size, TOP - SIDE * row / size);
        }
        pixels.put(row * size, line);
    }

    /** After how many steps a point leaves the circle of radius 2; {@link #STEPS} if it does not. */
    static int steps(double x, double y) {
        double real = 0;
        double imaginary = 0;
        for (int step = 0; step < STEPS; step++) {
            double square = real * real - imaginary * imaginary + x;
            imaginary = 2 * real * imaginary + y;
            real = square;
            if (real * real + imaginary * imaginary > 4) {
                return step;
            }
        }
        return STEPS;
    }

    /** How many pixels are in the set. */
    int inside() {
        int inside = 0;
        for (int pixel = 0; pixel < size * size; pixel++) {
            if (pixels.get(pixel) == STEPS) {
                inside++;
            }
        }
        return inside;
    }

    void write(Path file) throws IOException {
        System.setProperty("java.awt.headless", "true");
        ImageIO.setUseCache(false);
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < size; y++) {
            for (int x = 0; x < size; x++) {
                image.setRGB(x, y, colour(pixels.get(y * size + x)));
            }
        }
        if (!ImageIO.write(image, "png", file.toFile())) {
            throw new IOException("this Java cannot write PNG files");
        }
    }

    private static int colour(int steps) {
        return steps == STEPS ? 0 : Color.HSBtoRGB((float) Math.sqrt(steps / (double) STEPS), 1, 1);
    }
}
