package io.dipc.engine.view;

import java.util.Arrays;
import java.util.List;

/**
 * Which members hold which partition in a view: the home first, then the backups. By rendezvous hashing (Thaler and
 * Ravishankar, 1998): every member gets a score for every partition, the highest ones hold it, so that a change of one
 * member moves no partition that it did not hold or does not get. Immutable.
 */
public final class Placement {
    /** Into how many partitions the keys fall. Part of the protocol: all members must agree. */
    public static final int PARTITIONS = 64;

    private final long[][] replicas = new long[PARTITIONS][];

    public Placement(View view) {
        List<ViewMember> hosts =
                view.members().stream().filter(ViewMember::places).toList();
        int count = Math.min(hosts.size(), view.backups() + 1);
        for (int partition = 0; partition < PARTITIONS; partition++) {
            long salt = mix(partition + 1);
            replicas[partition] = hosts.stream()
                    .map(m -> m.member().session())
                    .sorted((a, b) -> Long.compareUnsigned(mix(b ^ salt), mix(a ^ salt)))
                    .limit(count)
                    .mapToLong(Long::longValue)
                    .toArray();
        }
    }

    /** The partition of a key. */
    public static int partitionOf(String key) {
        return (int) (mix(key.hashCode()) >>> 58);
    }

    /** The session of the home, or 0 if the view has no member that hosts. */
    public long home(int partition) {
        return replicas[partition].length == 0 ? 0 : replicas[partition][0];
    }

    /** The sessions of the backups; none of them is the home. */
    public long[] backups(int partition) {
        long[] all = replicas[partition];
        return all.length == 0 ? all : Arrays.copyOfRange(all, 1, all.length);
    }

    /** Whether a session is the home or a backup. */
    public boolean holds(int partition, long session) {
        for (long replica : replicas[partition]) {
            if (replica == session) {
                return true;
            }
        }
        return false;
    }

    /** The finaliser of MurmurHash3 (Appleby): every bit of the argument changes every bit of the result. */
    private static long mix(long value) {
        long h = value * 0x9E3779B97F4A7C15L;
        h = (h ^ h >>> 33) * 0xFF51AFD7ED558CCDL;
        h = (h ^ h >>> 33) * 0xC4CEB9FE1A85EC53L;
        return h ^ h >>> 33;
    }
}
