package io.dipc.buffers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the system says of memory, as buffers do not tell how they were mapped. */
final class Mappings {
    private static final Path MAPS = Path.of("/proc/self/maps");

    private Mappings() {}

    /** Whether an address is in a mapping of a file of which others do not see what is written. False if unknown. */
    static boolean isPrivate(long address) {
        String maps;
        try {
            maps = new String(Files.readAllBytes(MAPS), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return false;
        }
        // 7f2c00000000-7f2c00001000 rw-p 00000000 fd:01 1234567                    /tmp/file
        for (String line : maps.split("\n")) {
            String[] fields = line.split(" +", 6);
            int dash = fields[0].indexOf('-');
            if (fields.length < 5
                    || Long.compareUnsigned(address, Long.parseUnsignedLong(fields[0].substring(0, dash), 16)) < 0
                    || Long.compareUnsigned(address, Long.parseUnsignedLong(fields[0].substring(dash + 1), 16)) >= 0) {
                continue;
            }
            return fields[1].charAt(3) == 'p' && !"0".equals(fields[4]);
        }
        return false;
    }
}
