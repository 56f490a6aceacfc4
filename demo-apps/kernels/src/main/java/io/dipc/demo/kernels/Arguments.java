package io.dipc.demo.kernels;

import java.util.List;
import java.util.stream.Stream;

/**
 * What the program was told.
 *
 * @param jvms how many JVMs there are
 * @param kernels what to compute
 */
record Arguments(int jvms, List<Kernel> kernels) {

    private static final List<String> ALL = List.of("sor", "sparse", "crypt");

    /**
     * What the arguments say. Ends the program if they are wrong.
     *
     * @param threads how many there are in all JVMs
     */
    static Arguments of(String[] args, int threads) {
        if (args.length < 1
                || !args[0].matches("[1-9]")
                || threads % Integer.parseInt(args[0]) != 0
                || Stream.of(args).skip(1).anyMatch(arg -> !arg.matches("(sor|sparse|crypt)(=[1-9][0-9]{1,6})?"))
                || Stream.of(args).skip(1).map(Arguments::name).distinct().count() != args.length - 1) {
            System.err.println(
                    "kernels: " + String.join(" ", args) + " (expected: 1, 2, 3 or 6 JVMs; sor, sparse, crypt,"
                            + " each once, with a size of 10 to 9999999, such as sor=1000)");
            System.exit(2);
        }
        List<String> kernels = args.length > 1 ? List.of(args).subList(1, args.length) : ALL;
        return new Arguments(
                Integer.parseInt(args[0]),
                kernels.stream().map(Arguments::kernel).toList());
    }

    private static String name(String kernel) {
        return kernel.split("=")[0];
    }

    private static Kernel kernel(String argument) {
        String[] parts = argument.split("=");
        boolean standard = parts.length == 1;
        return switch (parts[0]) {
            case "sor" -> new Sor(standard ? 1000 : Integer.parseInt(parts[1]));
            case "sparse" -> new SparseMultiply(standard ? 50_000 : Integer.parseInt(parts[1]));
            default -> new Crypt(standard ? 3_000_000 : Integer.parseInt(parts[1]));
        };
    }
}
