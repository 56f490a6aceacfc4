package io.dipc.agent.cli;

import io.dipc.objects.region.RegionMap;
import io.dipc.objects.region.RegionMap.Cell;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * The map of a region as text or as an image: a cell is one page, or several in large regions. Members are letters and
 * colours; who alone has a page has a capital letter or the full colour.
 */
final class PageMap {

    private static final int COLUMNS = 64;
    private static final int SQUARE = 10;
    private static final char NOBODY = '.';
    private static final char SEVERAL = '+';
    private static final char SEVERAL_ALONE = '#';
    private static final int LETTERS = 26;

    /** Instead of a member. */
    private static final int NONE = -1;

    private static final int MANY = -2;

    private final RegionMap map;

    PageMap(RegionMap map) {
        this.map = map;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (int cell = 0; cell < map.cells(); cell++) {
            line.append(letter(cell));
            if (line.length() == COLUMNS || cell == map.cells() - 1) {
                lines.add(line.toString());
                line.setLength(0);
            }
        }
        lines.add(map.size() + " bytes in " + map.pages() + " pages of " + map.pageSize() + "; one character is "
                + (map.pages() == map.cells()
                        ? "one page"
                        : "about %.1f pages".formatted((double) map.pages() / map.cells())));
        for (int member = 0; member < map.members().size(); member++) {
            lines.add("%c alone, %c shared: %s"
                    .formatted(
                            letter(member, 'A'),
                            letter(member, 'a'),
                            map.members().get(member).name()));
        }
        lines.add(SEVERAL + " shared by several, "
                + (map.pages() == map.cells() ? "" : SEVERAL_ALONE + " several have some alone, ") + NOBODY
                + " nobody");
        return lines;
    }

    private char letter(int cell) {
        int alone = only(cell, Cell.EXCLUSIVE);
        if (alone != NONE) {
            return alone == MANY ? SEVERAL_ALONE : letter(alone, 'A');
        }
        int shared = only(cell, Cell.SHARED);
        return shared == NONE ? NOBODY : shared == MANY ? SEVERAL : letter(shared, 'a');
    }

    private static char letter(int member, char first) {
        return (char) (first + member % LETTERS);
    }

    /** The member that has this of a cell, or {@link #NONE}, or {@link #MANY}. */
    private int only(int cell, Cell what) {
        int found = NONE;
        for (int member = 0; member < map.members().size(); member++) {
            if (map.members().get(member).at(cell) == what) {
                if (found != NONE) {
                    return MANY;
                }
                found = member;
            }
        }
        return found;
    }

    void write(Path file) throws IOException {
        System.setProperty("java.awt.headless", "true");
        ImageIO.setUseCache(false);
        if (!ImageIO.write(image(), "png", file.toFile())) {
            throw new IOException("this Java cannot write PNG files");
        }
    }

    private BufferedImage image() {
        int rows = (map.cells() - 1) / COLUMNS + 1;
        BufferedImage image = new BufferedImage(COLUMNS * SQUARE, rows * SQUARE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        for (int cell = 0; cell < map.cells(); cell++) {
            graphics.setColor(colour(cell));
            graphics.fillRect(cell % COLUMNS * SQUARE, cell / COLUMNS * SQUARE, SQUARE - 1, SQUARE - 1);
        }
        graphics.dispose();
        return image;
    }

    private Color colour(int cell) {
        int alone = only(cell, Cell.EXCLUSIVE);
        if (alone != NONE) {
            return alone == MANY ? Color.WHITE : colour(alone, 1);
        }
        int shared = only(cell, Cell.SHARED);
        return shared == NONE ? Color.DARK_GRAY : shared == MANY ? Color.LIGHT_GRAY : colour(shared, 0.4f);
    }

    /** Neighbours on the list are far from each other on the colour wheel. */
    private static Color colour(int member, float saturation) {
        float goldenRatio = 0.618034f;
        return Color.getHSBColor(member * goldenRatio, saturation, 1);
    }
}
