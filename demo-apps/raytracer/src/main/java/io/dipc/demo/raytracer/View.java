package io.dipc.demo.raytracer;

/**
 * How the scene is looked at.
 *
 * @param width of the picture in pixels
 * @param height of the picture in pixels
 */
record View(int width, int height) {

    private static final Vector EYE = new Vector(0, 2.2, -7);
    private static final Vector AHEAD = new Vector(0, -0.18, 1).unit();
    private static final Vector RIGHT = new Vector(1, 0, 0);
    private static final Vector UP = new Vector(0, AHEAD.z(), -AHEAD.y());
    /** What is seen at distance 1, from the middle to the upper edge. */
    private static final double HALF = 0.4;

    /**
     * The ray that is seen at a place of the picture.
     *
     * @param x in pixels from the left edge
     * @param y in pixels from the upper edge
     */
    Ray ray(double x, double y) {
        Vector right = RIGHT.times((2 * x - width) / height * HALF);
        Vector up = UP.times((height - 2 * y) / height * HALF);
        return new Ray(EYE, AHEAD.plus(right).plus(up).unit());
    }
}
