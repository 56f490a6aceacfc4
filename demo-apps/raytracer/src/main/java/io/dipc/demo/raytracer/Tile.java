package io.dipc.demo.raytracer;

import java.util.ArrayList;
import java.util.List;

/** A rectangle of the picture, in pixels. */
record Tile(int x, int y, int width, int height) {

    /** Rays per pixel in each direction: edges are to be smooth. */
    private static final int SAMPLES = 3;

    /** Covers a picture, row by row. */
    static List<Tile> of(View view, int size) {
        List<Tile> tiles = new ArrayList<>();
        for (int y = 0; y < view.height(); y += size) {
            for (int x = 0; x < view.width(); x += size) {
                tiles.add(new Tile(x, y, Math.min(size, view.width() - x), Math.min(size, view.height() - y)));
            }
        }
        return tiles;
    }

    /** The colours of its pixels, row by row, 8 bits each of red, green and blue. */
    int[] render(Scene scene, View view) {
        int[] pixels = new int[width * height];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = pixel(scene, view, x + i % width, y + i / width);
        }
        return pixels;
    }

    private static int pixel(Scene scene, View view, int column, int row) {
        Vector sum = new Vector(0, 0, 0);
        for (int i = 0; i < SAMPLES * SAMPLES; i++) {
            double right = (i % SAMPLES + 0.5) / SAMPLES;
            double down = (i / SAMPLES + 0.5) / SAMPLES;
            sum = sum.plus(scene.colour(view.ray(column + right, row + down)));
        }
        Vector mean = sum.times(1.0 / (SAMPLES * SAMPLES));
        return level(mean.x()) << 16 | level(mean.y()) << 8 | level(mean.z());
    }

    /** As screens want it; they show about the square of a level. */
    private static int level(double light) {
        return (int) (255 * Math.sqrt(Math.min(1, light)) + 0.5);
    }
}
