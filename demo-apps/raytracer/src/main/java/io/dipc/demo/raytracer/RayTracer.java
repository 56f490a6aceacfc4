package io.dipc.demo.raytracer;

import io.dipc.Distributed;
import io.dipc.Execution;
import io.dipc.demo.progress.Progress;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import me.tongfei.progressbar.ProgressBar;

/**
 * Renders a picture: {@code java -jar raytracer.jar [FILE [WIDTH HEIGHT]]}. One main, a pool, a task for each tile. Under the
 * agent the tiles are rendered in all JVMs of the cluster, those of a JVM that is killed again elsewhere, and the file is the
 * same byte for byte.
 */
public final class RayTracer {
    private static final int TILE = 40;
    private static final String SIZE = "[1-9][0-9]{0,3}";

    @Distributed(value = "raytracer.pool", execution = Execution.AT_LEAST_ONCE)
    private static ExecutorService pool;

    private RayTracer() {}

    /**
     * @param args the file to write, {@code raytracer.png} without it, and the size in pixels, 960 and 540 without it
     */
    public static void main(String[] args) throws InterruptedException, ExecutionException, IOException {
        boolean sized = args.length == 3 && args[1].matches(SIZE) && args[2].matches(SIZE);
        if (args.length > 1 && !sized) {
            System.err.println("raytracer: " + String.join(" ", args)
                    + " (expected: a file to write, and a width and a height from 1 to 9999)");
            System.exit(2);
        }
        View view = sized ? new View(Integer.parseInt(args[1]), Integer.parseInt(args[2])) : new View(960, 540);
        Path file = Path.of(args.length == 0 ? "raytracer.png" : args[0]);
        System.setProperty("java.awt.headless", "true");
        pool = Executors.newFixedThreadPool(
                Integer.getInteger("threads", Runtime.getRuntime().availableProcessors()));
        byte[] png = png(render(Scene.demo(), view));
        pool.shutdown();
        Files.write(file, png);
        CRC32 checksum = new CRC32();
        checksum.update(png);
        System.out.println(view.width() + " x " + view.height() + " pixels, " + png.length + " bytes, checksum "
                + Long.toHexString(checksum.getValue()));
    }

    private static BufferedImage render(Scene scene, View view) throws InterruptedException, ExecutionException {
        List<Tile> tiles = Tile.of(view, TILE);
        List<Future<int[]>> rendered = new ArrayList<>();
        for (Tile tile : tiles) {
            rendered.add(pool.submit(() -> tile.render(scene, view)));
        }
        BufferedImage image = new BufferedImage(view.width(), view.height(), BufferedImage.TYPE_INT_RGB);
        try (ProgressBar bar = Progress.bar("tiles", tiles.size())) {
            for (int i = 0; i < tiles.size(); i++) {
                Tile tile = tiles.get(i);
                int[] pixels = rendered.get(i).get();
                image.setRGB(tile.x(), tile.y(), tile.width(), tile.height(), pixels, 0, tile.width());
                bar.step();
            }
        }
        return image;
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.setUseCache(false);
        if (!ImageIO.write(image, "png", out)) {
            throw new IOException("this JVM has no writer of PNG files");
        }
        return out.toByteArray();
    }
}
