package io.dipc.objects.region;

import java.util.Arrays;

/**
 * Rendezvous hashing (Thaler and Ravishankar, 1998): every member gets a score for every stripe and the highest one has
 * it, so that a change of one member moves no stripe that it did not have or does not get.
 */
final class Rendezvous {
    private Rendezvous() {}

    static long[] homes(long[] hosts, int stripes) {
        if (hosts.length == 0) {
            throw new IllegalArgumentException("hosts: none (expected: at least one)");
        }
        long[] homes = new long[stripes];
        for (int stripe = 0; stripe < stripes; stripe++) {
            homes[stripe] = highest(hosts, mix(stripe + 1));
        }
        return homes;
    }

    /** Hosts other than a member, as many as there are up to a number; the one with the highest score first. */
    static long[] backups(long[] hosts, long member, int count) {
        long salt = mix(member);
        long[] backups = Arrays.stream(hosts).filter(host -> host != member).toArray();
        int found = Math.min(count, backups.length);
        for (int i = 0; i < found; i++) {
            long[] rest = Arrays.copyOfRange(backups, i, backups.length);
            long best = highest(rest, salt);
            int place = i;
            while (backups[place] != best) {
                place++;
            }
            backups[place] = backups[i];
            backups[i] = best;
        }
        return Arrays.copyOf(backups, found);
    }

    private static long highest(long[] hosts, long salt) {
        long best = 0;
        for (long host : hosts) {
            if (best == 0 || Long.compareUnsigned(mix(host ^ salt), mix(best ^ salt)) > 0) {
                best = host;
            }
        }
        return best;
    }

    /** The finaliser of MurmurHash3 (Appleby): every bit of the argument changes every bit of the result. */
    private static long mix(long value) {
        long h = value * 0x9E3779B97F4A7C15L;
        h = (h ^ h >>> 33) * 0xFF51AFD7ED558CCDL;
        h = (h ^ h >>> 33) * 0xC4CEB9FE1A85EC53L;
        return h ^ h >>> 33;
    }
}
