/**
 * Renders a picture of mirroring spheres, tile by tile: {@link io.dipc.demo.raytracer.RayTracer} hands the tiles to a pool and
 * writes the picture, {@link io.dipc.demo.raytracer.Tile} asks the {@link io.dipc.demo.raytracer.Scene} for the colours of
 * its pixels. Nothing but additions, multiplications, divisions and square roots is done with numbers, whose results are the
 * same in every JVM.
 */
package io.dipc.demo.raytracer;
