package io.dipc.demo.raytracer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TileTest {
    private static final View VIEW = new View(50, 30);

    @Test
    void tilesCoverThePicture() {
        List<Tile> tiles = Tile.of(VIEW, 20);
        assertThat(tiles).hasSize(6).contains(new Tile(40, 20, 10, 10)).doesNotHaveDuplicates();
        assertThat(tiles.stream().mapToInt(tile -> tile.width() * tile.height()).sum())
                .isEqualTo(50 * 30);
    }

    @Test
    void aPixelDoesNotDependOnItsTile() {
        Scene scene = Scene.demo();
        int[] whole = new Tile(0, 0, 50, 30).render(scene, VIEW);
        for (Tile tile : Tile.of(VIEW, 20)) {
            int[] pixels = tile.render(Scene.demo(), VIEW);
            for (int i = 0; i < pixels.length; i++) {
                int x = tile.x() + i % tile.width();
                int y = tile.y() + i / tile.width();
                assertThat(pixels[i]).as("pixel %s, %s", x, y).isEqualTo(whole[y * 50 + x]);
            }
        }
    }

    @Test
    void aRayEndsAtTheNearSideOfASphere() {
        Sphere sphere = new Sphere(new Vector(0, 0, 5), 2, new Vector(1, 0, 0), 0);
        Hit hit = sphere.hit(new Ray(new Vector(0, 0, 0), new Vector(0, 0, 1)));
        assertThat(hit.distance()).isEqualTo(3);
        assertThat(hit.normal()).isEqualTo(new Vector(0, 0, -1));
        assertThat(sphere.hit(new Ray(new Vector(0, 3, 0), new Vector(0, 0, 1))))
                .as("beside it")
                .isNull();
        assertThat(sphere.hit(new Ray(new Vector(0, 0, 8), new Vector(0, 0, 1))))
                .as("behind it")
                .isNull();
    }
}
