package io.dipc.demo.raytracer;

/** A point, a direction, or a colour: red, green and blue from 0 to 1. */
record Vector(double x, double y, double z) {

    Vector plus(Vector other) {
        return new Vector(x + other.x, y + other.y, z + other.z);
    }

    Vector minus(Vector other) {
        return new Vector(x - other.x, y - other.y, z - other.z);
    }

    Vector times(double factor) {
        return new Vector(x * factor, y * factor, z * factor);
    }

    Vector times(Vector other) {
        return new Vector(x * other.x, y * other.y, z * other.z);
    }

    double dot(Vector other) {
        return x * other.x + y * other.y + z * other.z;
    }

    /** Of the same direction, of length 1. */
    Vector unit() {
        return times(1 / Math.sqrt(dot(this)));
    }
}
