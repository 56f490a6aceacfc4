package io.dipc.objects.region;

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
            homes[stripe] = highest(hosts, 0, mix(stripe + 1));
        }
        return homes;
    }

    /** A host other than a member, or 0. */
    static long backup(long[] hosts, long member) {
        return highest(hosts, member, mix(member));
    }

    private static long highest(long[] hosts, long except, long salt) {
        long best = 0;
        for (long host : hosts) {
            if (host != except && (best == 0 || Long.compareUnsigned(mix(host ^ salt), mix(best ^ salt)) > 0)) {
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
