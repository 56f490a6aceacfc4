package io.dipc.demo.mandelbrot;

/** Draws one row after the other until it sees the end. */
final class Worker implements Runnable {

    private final Picture picture;

    Worker(Picture picture) {
        this.picture = picture;
    }

    @Override
    public void run() {
        try {
            int row = Mandelbrot.ROWS.take();
            while (row != Mandelbrot.END) {
                picture.draw(row);
                Mandelbrot.DRAWN.put(row);
                row = Mandelbrot.ROWS.take();
            }
            Mandelbrot.ROWS.put(Mandelbrot.END);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
