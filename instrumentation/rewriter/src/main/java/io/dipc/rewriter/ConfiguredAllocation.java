package io.dipc.rewriter;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An allocation that the configuration distributes.
 *
 * @param className the class that contains it, as {@link Class#getName()} gives it
 * @param method the method that contains it; {@code <init>} and {@code <clinit>} name constructors and the static
 *     initializer
 * @param allocated the allocated class, simple or full name
 * @param index which of the method's allocations of that class, from 0, in the order of the source
 * @param key its key, not empty
 */
record ConfiguredAllocation(String className, String method, String allocated, int index, String key) {
    private static final Pattern PLACE = Pattern.compile("([^/#]+)\\.([^./#]+)/([^/#]+)#(\\d{1,6})");

    static ConfiguredAllocation parse(String place, String key) {
        Matcher matcher = PLACE.matcher(place);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("allocations: " + place
                    + " names no allocation (expected: CLASS.METHOD/ALLOCATED#INDEX, such as"
                    + " com.acme.Main.main/LinkedBlockingQueue#0)");
        }
        return new ConfiguredAllocation(
                matcher.group(1), matcher.group(2), matcher.group(3), Integer.parseInt(matcher.group(4)), key);
    }

    boolean allocates(String internalName) {
        String name = internalName.replace('/', '.');
        return name.equals(allocated) || name.endsWith("." + allocated) || name.endsWith("$" + allocated);
    }

    @Override
    public String toString() {
        return className + "." + method + "/" + allocated + "#" + index;
    }
}
