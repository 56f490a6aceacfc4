package io.dipc.demo.heat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** The plate in colours, from blue, which is cold, to red. */
final class Picture {

    private Picture() {}

    static void write(Plate plate, int step, Path file) throws IOException {
        System.setProperty("java.awt.headless", "true");
        ImageIO.setUseCache(false);
        BufferedImage image = new BufferedImage(plate.size(), plate.size(), BufferedImage.TYPE_INT_RGB);
        double[] row = new double[plate.size()];
        for (int y = 0; y < plate.size(); y++) {
            plate.read(step, y, row);
            for (int x = 0; x < plate.size(); x++) {
                image.setRGB(x, y, colour(row[x]));
            }
        }
        if (!ImageIO.write(image, "png", file.toFile())) {
            throw new IOException("this Java cannot write PNG files");
        }
    }

    private static int colour(double temperature) {
        float blue = 2 / 3f;
        return Color.HSBtoRGB(blue * (float) (1 - Math.sqrt(temperature / 100)), 1, 1);
    }
}
