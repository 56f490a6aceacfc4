package io.dipc.objects.region;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.LongConsumer;

/**
 * A committed view, as far as memory is concerned. Immutable.
 *
 * <p>A stripe has an epoch: the number of the view in which its directory was last rebuilt. If nobody was lost only the
 * stripes are rebuilt whose home changed; the others go on, messages in flight included. If a member was lost, all are: it
 * may have held pages of each, and may have been on its way to do so.
 */
public final class StripeView {
    private final long number;
    private final long[] members;
    private final long[] hosts;
    private final long[] homes;
    private final long[] epochs;

    private StripeView(long number, long[] members, long[] hosts, long[] homes, long[] epochs) {
        this.number = number;
        this.members = members;
        this.hosts = hosts;
        this.homes = homes;
        this.epochs = epochs;
    }

    /**
     * The first view that knows a region.
     *
     * @param number positive, below 2^23
     * @param members the sessions that use the region
     * @param hosts those that may be homes; at least one
     * @param stripes how many stripes there are
     */
    public static StripeView first(long number, long[] members, long[] hosts, int stripes) {
        long[] epochs = new long[stripes];
        Arrays.fill(epochs, number);
        return new StripeView(number, members.clone(), hosts.clone(), Rendezvous.homes(hosts, stripes), epochs);
    }

    /**
     * The view after this one.
     *
     * @param number higher than this one's, below 2^23
     * @param members the sessions that use the region
     * @param hosts those that may be homes; at least one
     * @param lost whether a member is gone that may have held pages
     */
    public StripeView next(long number, long[] members, long[] hosts, boolean lost) {
        if (number <= this.number) {
            throw new IllegalArgumentException("number: " + number + " (expected: more than " + this.number + ")");
        }
        long[] newHomes = Rendezvous.homes(hosts, homes.length);
        long[] newEpochs = epochs.clone();
        for (int stripe = 0; stripe < homes.length; stripe++) {
            if (lost || newHomes[stripe] != homes[stripe]) {
                newEpochs[stripe] = number;
            }
        }
        return new StripeView(number, members.clone(), hosts.clone(), newHomes, newEpochs);
    }

    /**
     * A view as it was written by {@link #epochs}.
     *
     * @param epochs for each stripe the number of the view in which it was last rebuilt
     */
    static StripeView of(long number, long[] members, long[] hosts, long[] epochs) {
        return new StripeView(
                number, members.clone(), hosts.clone(), Rendezvous.homes(hosts, epochs.length), epochs.clone());
    }

    long[] epochs() {
        return epochs.clone();
    }

    /** Views are ordered by their numbers. */
    public long number() {
        return number;
    }

    /** How many sessions use the region. */
    public int size() {
        return members.length;
    }

    /** Calls with each session that uses the region. */
    public void forEachMember(LongConsumer action) {
        Arrays.stream(members).forEach(action);
    }

    public boolean contains(long session) {
        for (long member : members) {
            if (member == session) {
                return true;
            }
        }
        return false;
    }

    /**
     * The sessions that keep what a member has written: as many other hosts as there are, up to a number. Who is among the
     * first of them does not depend on that number.
     */
    public long[] backups(long session, int count) {
        return Rendezvous.backups(hosts, session, count);
    }

    /** Who was a member of an earlier view and is not one any more. */
    public List<Long> lostSince(StripeView earlier) {
        return Arrays.stream(earlier.members)
                .filter(member -> !contains(member))
                .boxed()
                .toList();
    }

    public int stripes() {
        return homes.length;
    }

    /** The session whose directory has a stripe's pages. */
    public long home(int stripe) {
        return homes[stripe];
    }

    /** The number of the view in which a stripe was last rebuilt. */
    public long epoch(int stripe) {
        return epochs[stripe];
    }

    /**
     * The stripes that were rebuilt since another view.
     *
     * @param previous an earlier view, or null: all
     */
    public BitSet rebuildsAfter(StripeView previous) {
        BitSet rebuilds = new BitSet(epochs.length);
        for (int stripe = 0; stripe < epochs.length; stripe++) {
            if (previous == null || epochs[stripe] > previous.number) {
                rebuilds.set(stripe);
            }
        }
        return rebuilds;
    }

    @Override
    public String toString() {
        return "view " + number + " of " + Arrays.toString(members);
    }
}
