package io.dipc.demo.raytracer;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Spheres on a chequered floor below the sky.
 *
 * @param spheres which do not change
 * @param light the direction to the sun, of length 1
 */
record Scene(List<Sphere> spheres, Vector light) {

    private static final int REFLECTIONS = 5;
    private static final double AMBIENT = 0.15;
    private static final Vector HORIZON = new Vector(0.85, 0.9, 1);
    private static final Vector ZENITH = new Vector(0.2, 0.4, 0.8);
    private static final Vector UP = new Vector(0, 1, 0);
    private static final Vector DARK = new Vector(0.15, 0.15, 0.18);
    private static final Vector BRIGHT = new Vector(0.9, 0.88, 0.8);
    private static final double FLOOR_MIRROR = 0.15;

    /** The same one at every call: one large sphere, and small ones around it. */
    static Scene demo() {
        SplittableRandom random = new SplittableRandom(1);
        List<Sphere> spheres = new ArrayList<>();
        spheres.add(new Sphere(new Vector(0, 1.2, 0), 1.2, new Vector(0.95, 0.95, 0.95), 0.8));
        for (int row = -4; row <= 4; row++) {
            for (int column = -4; column <= 4; column++) {
                double radius = random.nextDouble(0.15, 0.4);
                Vector colour = new Vector(random.nextDouble(), random.nextDouble(), random.nextDouble());
                double x = column * 0.95 + random.nextDouble(-0.2, 0.2);
                double z = row * 0.95 + random.nextDouble(-0.2, 0.2);
                if (x * x + z * z > 1.8) {
                    spheres.add(new Sphere(new Vector(x, radius, z), radius, colour, random.nextDouble(0.5)));
                }
            }
        }
        return new Scene(List.copyOf(spheres), new Vector(-0.5, 0.8, -0.6).unit());
    }

    /** The light that comes by a ray. */
    Vector colour(Ray ray) {
        return colour(ray, REFLECTIONS);
    }

    private Vector colour(Ray ray, int reflections) {
        Hit hit = first(ray);
        if (hit == null) {
            double height = Math.max(0, ray.direction().y());
            return HORIZON.times(1 - height).plus(ZENITH.times(height));
        }
        boolean shadow = first(new Ray(hit.point(), light)) != null;
        double sun = shadow ? 0 : Math.max(0, hit.normal().dot(light));
        Vector own = hit.colour().times(AMBIENT + (1 - AMBIENT) * sun);
        if (reflections == 0 || hit.mirror() == 0) {
            return own;
        }
        Vector in = ray.direction();
        Vector back = in.minus(hit.normal().times(2 * in.dot(hit.normal()))).unit();
        Vector mirrored = colour(new Ray(hit.point(), back), reflections - 1);
        return own.times(1 - hit.mirror()).plus(mirrored.times(hit.mirror()));
    }

    private Hit first(Ray ray) {
        Hit first = floor(ray);
        for (Sphere sphere : spheres) {
            Hit hit = sphere.hit(ray);
            if (hit != null && (first == null || hit.distance() < first.distance())) {
                first = hit;
            }
        }
        return first;
    }

    private static Hit floor(Ray ray) {
        double distance = -ray.origin().y() / ray.direction().y();
        if (!(distance > Sphere.NEAREST)) {
            return null;
        }
        Vector point = ray.at(distance);
        boolean even = (long) (Math.floor(point.x()) + Math.floor(point.z())) % 2 == 0;
        return new Hit(distance, point, UP, even ? BRIGHT : DARK, FLOOR_MIRROR);
    }
}
