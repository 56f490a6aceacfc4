package io.dipc.demo.raytracer;

/**
 * A ball.
 *
 * @param centre where it is
 * @param radius its size
 * @param colour of its surface
 * @param mirror how much of the light is reflected as by a mirror, from 0 to 1
 */
record Sphere(Vector centre, double radius, Vector colour, double mirror) {

    /** Nearer than this a ray hits the surface that it comes from. */
    static final double NEAREST = 1e-6;

    /** Where a ray meets it first; null if it does not. */
    Hit hit(Ray ray) {
        Vector to = centre.minus(ray.origin());
        double along = to.dot(ray.direction());
        double square = along * along - to.dot(to) + radius * radius;
        if (square < 0) {
            return null;
        }
        double half = Math.sqrt(square);
        double distance = along - half > NEAREST ? along - half : along + half;
        if (distance <= NEAREST) {
            return null;
        }
        Vector point = ray.at(distance);
        return new Hit(distance, point, point.minus(centre).times(1 / radius), colour, mirror);
    }
}
