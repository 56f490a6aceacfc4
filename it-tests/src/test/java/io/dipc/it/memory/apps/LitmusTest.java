package io.dipc.it.memory.apps;

import static io.dipc.it.memory.apps.Cells.X;
import static io.dipc.it.memory.apps.Cells.Y;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The classical litmus tests, see Alglave, Maranget and Tautschnig, <i>Herding Cats</i>, ACM TOPLAS 2014. What is
 * forbidden is what sequential consistency forbids. An actor that reads twice answers {@code 4 * first + second}.
 */
public enum LitmusTest {
    /** Store buffering: each writes, then reads what the other writes. */
    SB(2, 1, 0, read -> read[0] == 0 && read[1] == 0) {
        @Override
        int act(int actor, Cells cells, int index) {
            cells.put(actor == 0 ? X : Y, index, 1);
            return cells.get(actor == 0 ? Y : X, index);
        }
    },
    /** Message passing: one writes data and then a flag; the other reads the flag and then the data. */
    MP(2, 1, 1, read -> read[1] == LitmusTest.ONE_ZERO) {
        @Override
        int act(int actor, Cells cells, int index) {
            if (actor == 0) {
                cells.put(X, index, 1);
                cells.put(Y, index, 1);
                return 0;
            }
            return readTwo(cells, Y, X, index);
        }
    },
    /** Load buffering: each reads what the other writes afterwards. */
    LB(2, 1, 0, read -> read[0] == 1 && read[1] == 1) {
        @Override
        int act(int actor, Cells cells, int index) {
            int read = cells.get(actor == 0 ? X : Y, index);
            cells.put(actor == 0 ? Y : X, index, 1);
            return read;
        }
    },
    /** Coherence of two reads of one variable: the second one sees no older value. */
    CORR(2, 1, 1, read -> read[1] == LitmusTest.ONE_ZERO) {
        @Override
        int act(int actor, Cells cells, int index) {
            if (actor == 0) {
                cells.put(X, index, 1);
                return 0;
            }
            return readTwo(cells, X, X, index);
        }
    },
    /** Coherence of two writes of one variable: nobody sees them in another order. */
    COWW(2, 2, 1, read -> read[1] / 4 > read[1] % 4) {
        @Override
        int act(int actor, Cells cells, int index) {
            if (actor == 0) {
                cells.put(X, index, 1);
                cells.put(X, index, 2);
                return 0;
            }
            return readTwo(cells, X, X, index);
        }
    },
    /** Independent reads of independent writes: two writers, and two readers that must agree on their order. */
    IRIW(4, 1, 2, read -> read[2] == LitmusTest.ONE_ZERO && read[3] == LitmusTest.ONE_ZERO) {
        @Override
        int act(int actor, Cells cells, int index) {
            if (actor < 2) {
                cells.put(actor == 0 ? X : Y, index, 1);
                return 0;
            }
            return actor == 2 ? readTwo(cells, X, Y, index) : readTwo(cells, Y, X, index);
        }
    };

    private static final int ONE_ZERO = 4;

    private final int actors;
    private final int last;
    private final int firstReader;
    private final Predicate<byte[]> forbidden;

    /**
     * @param last what the variables have in the end
     * @param firstReader the actors before it only write, and the others read twice; 0 if all read once
     * @param forbidden whether no order of the actors' accesses explains what they have read
     */
    LitmusTest(int actors, int last, int firstReader, Predicate<byte[]> forbidden) {
        this.actors = actors;
        this.last = last;
        this.firstReader = firstReader;
        this.forbidden = forbidden;
    }

    /**
     * One actor's part.
     *
     * @return what it has read; 0 if it only writes
     */
    abstract int act(int actor, Cells cells, int index);

    private static int readTwo(Cells cells, int first, int second, int index) {
        int read = cells.get(first, index);
        return read * 4 + cells.get(second, index);
    }

    int actors() {
        return actors;
    }

    int last() {
        return last;
    }

    /** Whether no order of the actors' accesses explains what they have read. */
    boolean isForbidden(byte[] read) {
        return forbidden.test(read);
    }

    /** What actors that read have read, such as {@code 1,0}, or {@code 10,01} if they read twice. */
    public String text(byte[] read) {
        StringBuilder text = new StringBuilder();
        for (int actor = firstReader; actor < actors; actor++) {
            text.append(text.isEmpty() ? "" : ",");
            if (firstReader > 0) {
                text.append(read[actor] / 4);
            }
            text.append(read[actor] % 4);
        }
        return text.toString();
    }

    /** The texts of all that is not forbidden. */
    public Set<String> allowed() {
        Set<String> texts = new TreeSet<>();
        addAllowed(new byte[actors], firstReader, texts);
        return texts;
    }

    private void addAllowed(byte[] read, int actor, Set<String> texts) {
        if (actor == actors) {
            if (!isForbidden(read)) {
                texts.add(text(read));
            }
            return;
        }
        for (int first = 0; first <= (firstReader > 0 ? last : 0); first++) {
            for (int second = 0; second <= last; second++) {
                read[actor] = (byte) (first * 4 + second);
                addAllowed(read, actor + 1, texts);
            }
        }
    }
}
