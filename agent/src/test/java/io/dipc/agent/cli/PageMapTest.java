package io.dipc.agent.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.objects.region.RegionMap;
import io.dipc.objects.region.RegionMap.Member;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageMapTest {

    private static final byte SHARED = 1;
    private static final byte ALONE = 2;

    @Test
    void lettersTellWhoHasWhat() {
        RegionMap map = new RegionMap(
                5 * 4096,
                4096,
                List.of(
                        new Member("1@a", new byte[] {ALONE, SHARED, SHARED, 0, 0}),
                        new Member("2@b", new byte[] {0, SHARED, 0, ALONE, 0}),
                        new Member("3@c", new byte[0])));
        assertThat(new PageMap(map).lines())
                .containsExactly(
                        "A+aB.",
                        "20480 bytes in 5 pages of 4096; one character is one page",
                        "A alone, a shared: 1@a",
                        "B alone, b shared: 2@b",
                        "C alone, c shared: 3@c",
                        "+ shared by several, . nobody");
    }

    @Test
    void cellsOfLargeRegionsAreSeveralPages() {
        byte[] cells = new byte[RegionMap.MOST_CELLS];
        cells[4095] = ALONE;
        RegionMap map = new RegionMap(8192L * 4096, 4096, List.of(new Member("1@a", cells), new Member("2@b", cells)));
        List<String> lines = new PageMap(map).lines();
        assertThat(lines.subList(0, 63)).containsOnly(".".repeat(64));
        assertThat(lines.get(63)).isEqualTo(".".repeat(63) + "#");
        assertThat(lines.get(64)).endsWith("one character is about 2.0 pages");
        assertThat(RegionMap.cell(8191, 8192)).isEqualTo(4095);
        assertThat(RegionMap.cell(0, 8192)).isZero();
    }

    @Test
    void imageHasASquareForEachCell(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("map.png");
        byte[] cells = new byte[65];
        cells[64] = ALONE;
        new PageMap(new RegionMap(65 * 4096, 4096, List.of(new Member("1@a", cells)))).write(file);
        BufferedImage image = ImageIO.read(file.toFile());
        assertThat(image.getWidth()).isEqualTo(640);
        assertThat(image.getHeight()).isEqualTo(20);
        assertThat(image.getRGB(4, 4)).isNotEqualTo(image.getRGB(4, 14));
        assertThat(image.getRGB(4, 4)).isEqualTo(image.getRGB(634, 4));
    }
}
