package io.dipc.demo.mandelbrot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class PictureTest {

    @Test
    void knowsWhatIsInTheSet() {
        assertThat(Picture.steps(0, 0)).isEqualTo(1000);
        assertThat(Picture.steps(-1, 0)).isEqualTo(1000);
        assertThat(Picture.steps(2.5, 0)).isZero();
        assertThat(Picture.steps(1, 0)).isEqualTo(2);
    }

    @Test
    void rowsMayBeDrawnInAnyOrder() {
        Picture upwards = new Picture(ByteBuffer.allocate(Picture.bytes(40)), 40);
        Picture downwards = new Picture(ByteBuffer.allocate(Picture.bytes(40)), 40);
        for (int row = 0; row < 40; row++) {
            upwards.draw(39 - row);
            downwards.draw(row);
        }
        assertThat(upwards.inside()).isEqualTo(downwards.inside()).isBetween(300, 500);
    }
}
