package io.dipc.engine.view;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the leader of the voters has said of members in this view, and what it knows of those that it suspects: when the
 * lease of each must have ended, since a majority of voters have promised not to extend it.
 *
 * <p>What is said is numbered, by the term of the leader and within it, since it may be overtaken or lost: a promise
 * counts only for the suspicion to which it is an answer.
 */
final class Exclusions {

    /** A suspicion, or the end of one. */
    private static final class Word {
        final long ballot;
        final boolean suspected;
        /** Of those who promised: when they echoed last. */
        final Map<Long, Long> promises = new HashMap<>();
        /** When it was said last; null: not yet. */
        Long said;

        Word(long ballot, boolean suspected) {
            this.ballot = ballot;
            this.suspected = suspected;
        }
    }

    /** The last word of each member. */
    private final Map<Long, Word> words = new HashMap<>();

    /** Whom voters say that they do not echo. */
    private final Set<Long> notEchoed = new HashSet<>();

    private int term;
    private int count;

    /** Nothing has been said in a new view. */
    void viewInstalled() {
        words.clear();
        notEchoed.clear();
    }

    /** This member leads in a term: what was said in another is not its word. */
    void leads(int now) {
        if (term != now) {
            term = now;
            count = 0;
            words.clear();
        }
    }

    /** A member is suspected. Returns whether it was not before. */
    boolean suspect(long session) {
        Word before = words.get(session);
        if (before != null && before.suspected) {
            return false;
        }
        say(session, true);
        return true;
    }

    /** A member is not suspected. Returns whether the voters have to be told. */
    boolean trust(long session) {
        Word before = words.get(session);
        boolean known = before == null || !before.suspected;
        if (!notEchoed.remove(session) && known) {
            return false;
        }
        if (before == null || before.suspected) {
            say(session, false);
        }
        return true;
    }

    /** A voter does not echo a member, which is heard: it was asked for that, now or earlier. */
    void notEchoed(long session) {
        notEchoed.add(session);
    }

    private void say(long session, boolean suspected) {
        words.put(session, new Word((long) term << Integer.SIZE | ++count, suspected));
    }

    /** The number of the last word of a member. */
    long ballot(long session) {
        return words.get(session).ballot;
    }

    /** Whether to ask the voters, for the first time or again. */
    boolean ask(long session, long now, long interval) {
        Word word = words.get(session);
        if (word.said != null && now - word.said < interval) {
            return false;
        }
        word.said = now;
        return true;
    }

    /** Whether a voter has not promised yet. */
    boolean missing(long session, long voter) {
        return !words.get(session).promises.containsKey(voter);
    }

    /** A voter promises not to extend a member's lease, and says when it did last. */
    void promised(long session, long ballot, long voter, long lastEcho) {
        Word word = words.get(session);
        if (word != null && word.suspected && word.ballot == ballot) {
            word.promises.put(voter, lastEcho);
        }
    }

    /** Whether a suspected member's lease must have ended. The margin is for clocks that do not run at the same speed. */
    boolean leaseOver(long session, Electors electors, long now) {
        Map<Long, Long> byVoter = words.get(session).promises;
        if (byVoter.size() < electors.majority()) {
            return false;
        }
        long[] echoes =
                byVoter.values().stream().mapToLong(Long::longValue).sorted().toArray();
        long leaseNanos = electors.leaseMillis() * 1_000_000;
        // Any majority that extended the lease has a voter in common with the first majority that promised.
        return now - echoes[electors.majority() - 1] > leaseNanos + leaseNanos / 50;
    }
}
