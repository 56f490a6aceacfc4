package io.dipc.demo.heat;

import java.nio.file.Path;

/**
 * What the program was told.
 *
 * @param size how many cells a side of the plate has
 * @param steps how many steps to compute
 * @param file where the picture goes
 */
record Arguments(int size, int steps, Path file) {

    /** What the arguments say. Ends the program if they are wrong. */
    static Arguments of(String[] args) {
        if (args.length > 3
                || args.length > 0 && !args[0].matches("[3-9]|[1-9][0-9]{1,3}")
                || args.length > 1 && !args[1].matches("[0-9]{1,6}")) {
            System.err.println("heat: " + String.join(" ", args)
                    + " (expected: cells of a side, 3 to 9999; steps, up to 999999; a file for the picture)");
            System.exit(2);
        }
        return new Arguments(
                args.length > 0 ? Integer.parseInt(args[0]) : 512,
                args.length > 1 ? Integer.parseInt(args[1]) : 500,
                Path.of(args.length > 2 ? args[2] : "heat.png"));
    }
}
