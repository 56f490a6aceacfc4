package io.dipc.demo.raytracer;

/**
 * Light, followed against its direction.
 *
 * @param origin where it is seen
 * @param direction from where it comes, of length 1
 */
record Ray(Vector origin, Vector direction) {

    Vector at(double distance) {
        return origin.plus(direction.times(distance));
    }
}
