package io.dipc.demo.raytracer;

/**
 * Where a ray ends.
 *
 * @param distance from its origin
 * @param point the place
 * @param normal the direction away from the surface, of length 1
 * @param colour of the surface
 * @param mirror how much of the light is reflected as by a mirror, from 0 to 1
 */
record Hit(double distance, Vector point, Vector normal, Vector colour, double mirror) {}
