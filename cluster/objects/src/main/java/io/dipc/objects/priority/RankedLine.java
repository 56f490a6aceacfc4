package io.dipc.objects.priority;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Elements in an order that is given by where each is inserted: a linked list of small arrays. An element knows its array,
 * so that finding it, inserting next to it and removing it take the time to look through one array; counting, and finding
 * what divides a stretch evenly, takes a step for each array. Not thread-safe.
 */
final class RankedLine implements Iterable<RankedLine.Place> {
    private static final int BLOCK = 128;

    /** A place in the line: that of an element, or of one that is gone. */
    static final class Place {
        private final long id;
        private Block block;
        private State state = State.GONE;

        /**
         * @param id of the element
         */
        Place(long id) {
            this.id = id;
        }

        long id() {
            return id;
        }
    }

    /** What is at a place. */
    enum State {
        /** An element that is in the queue. */
        PRESENT,
        /** One that is in hand and may come back. */
        IN_HAND,
        /** None any more. */
        GONE
    }

    private static final class Block {
        private final Place[] places = new Place[BLOCK];
        private int count;
        private int present;
        private int inHand;
        private Block previous;
        private Block next;

        int indexOf(Place place) {
            int index = 0;
            while (places[index] != place) {
                index++;
            }
            return index;
        }

        int occupied() {
            return present + inHand;
        }

        void change(State state, int by) {
            if (state == State.PRESENT) {
                present += by;
            } else if (state == State.IN_HAND) {
                inHand += by;
            }
        }
    }

    private final Block first = new Block();
    private Block last = first;

    void append(Place place) {
        insert(place, last, last.count);
    }

    /** Adds a place directly in front of another one. */
    void insertBefore(Place place, Place next) {
        insert(place, next.block, next.block.indexOf(next));
    }

    /** Adds a place directly behind another one. */
    void insertAfter(Place place, Place previous) {
        insert(place, previous.block, previous.block.indexOf(previous) + 1);
    }

    void set(Place place, State state) {
        place.block.change(place.state, -1);
        place.block.change(state, 1);
        place.state = state;
    }

    void remove(Place place) {
        Block block = place.block;
        int index = block.indexOf(place);
        block.change(place.state, -1);
        System.arraycopy(block.places, index + 1, block.places, index, block.count - index - 1);
        block.places[--block.count] = null;
        place.block = null;
        join(block);
        if (block.previous != null) {
            join(block.previous);
        }
    }

    /** The first place with an element that is in the queue, or null. */
    Place firstPresent() {
        Iterator<Place> present = present();
        return present.hasNext() ? present.next() : null;
    }

    /** The places with elements that are in the queue, in order. */
    Iterator<Place> present() {
        return new Iterator<>() {
            private Block block = first;
            private int index;
            private Place next = advance();

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public Place next() {
                if (next == null) {
                    throw new NoSuchElementException();
                }
                Place found = next;
                next = advance();
                return found;
            }

            private Place advance() {
                while (block != null) {
                    while (block.present > 0 && index < block.count) {
                        Place place = block.places[index++];
                        if (place.state == State.PRESENT) {
                            return place;
                        }
                    }
                    block = block.next;
                    index = 0;
                }
                return null;
            }
        };
    }

    /** All places in order. */
    @Override
    public Iterator<Place> iterator() {
        List<Place> all = new ArrayList<>();
        for (Block block = first; block != null; block = block.next) {
            all.addAll(Arrays.asList(block.places).subList(0, block.count));
        }
        return all.iterator();
    }

    /** Whether one place is in front of another one. */
    boolean inOrder(Place one, Place other) {
        if (one.block == other.block) {
            return one.block.indexOf(one) < other.block.indexOf(other);
        }
        Block block = one.block.next;
        while (block != null && block != other.block) {
            block = block.next;
        }
        return block != null;
    }

    /**
     * The elements, in the queue or in hand, between two places.
     *
     * @param after null: from the beginning
     * @param before null: to the end; behind {@code after}
     */
    Stretch between(Place after, Place before) {
        return new Stretch(after, before);
    }

    /** A part of the line, as of now. */
    final class Stretch {
        private final Block from;
        private final int fromIndex;
        private final Block to;
        private final int toIndex;
        private final int count;

        private Stretch(Place after, Place before) {
            from = after == null ? first : after.block;
            fromIndex = after == null ? 0 : from.indexOf(after) + 1;
            to = before == null ? last : before.block;
            toIndex = before == null ? to.count : to.indexOf(before);
            int sum = 0;
            for (Block block = from; block != to; block = block.next) {
                sum += block == from ? occupied(block, fromIndex, block.count) : block.occupied();
            }
            count = sum + occupied(to, to == from ? fromIndex : 0, toIndex);
        }

        int count() {
            return count;
        }

        /** Those elements that divide the stretch into parts of about the same size; all, if there are not more. */
        List<Place> pick(int pieces) {
            int picks = Math.min(pieces, count);
            List<Place> picked = new ArrayList<>(picks);
            int before = 0;
            Block block = from;
            while (picked.size() < picks) {
                int start = block == from ? fromIndex : 0;
                int end = block == to ? toIndex : block.count;
                int here = block == from || block == to ? occupied(block, start, end) : block.occupied();
                int rank = before;
                for (int i = start; i < end && picked.size() < picks; i++) {
                    // the next pick may be beyond this block: then it is not looked at
                    if (rankOf(picked.size(), picks) >= before + here) {
                        break;
                    }
                    if (block.places[i].state != State.GONE && rank++ == rankOf(picked.size(), picks)) {
                        picked.add(block.places[i]);
                    }
                }
                before += here;
                block = block.next;
            }
            return picked;
        }

        /** All places of the stretch, those of elements that are gone too. */
        List<Place> places() {
            List<Place> all = new ArrayList<>();
            for (Block block = from; ; block = block.next) {
                int start = block == from ? fromIndex : 0;
                int end = block == to ? toIndex : block.count;
                all.addAll(Arrays.asList(block.places).subList(start, end));
                if (block == to) {
                    return all;
                }
            }
        }

        private int rankOf(int pick, int picks) {
            return (int) ((pick + 1L) * count / (picks + 1L));
        }

        private static int occupied(Block block, int from, int to) {
            int sum = 0;
            for (int i = from; i < to; i++) {
                sum += block.places[i].state == State.GONE ? 0 : 1;
            }
            return sum;
        }
    }

    private void insert(Place place, Block where, int at) {
        Block block = where;
        int index = at;
        if (block.count == BLOCK) {
            split(block);
            if (index > block.count) {
                index -= block.count;
                block = block.next;
            }
        }
        System.arraycopy(block.places, index, block.places, index + 1, block.count - index);
        block.places[index] = place;
        block.count++;
        place.block = block;
        block.change(place.state, 1);
    }

    private void split(Block block) {
        Block half = new Block();
        move(block, BLOCK / 2, half);
        half.previous = block;
        half.next = block.next;
        if (half.next == null) {
            last = half;
        } else {
            half.next.previous = half;
        }
        block.next = half;
    }

    /** Takes the next block in, if the two together are half full at most. */
    private void join(Block block) {
        Block next = block.next;
        if (next != null && block.count + next.count <= BLOCK / 2) {
            move(next, 0, block);
            block.next = next.next;
            if (block.next == null) {
                last = block;
            } else {
                block.next.previous = block;
            }
        }
    }

    /** Moves the places of one block, from an index on, to the end of another one. */
    private static void move(Block source, int from, Block target) {
        for (int i = from; i < source.count; i++) {
            Place place = source.places[i];
            source.places[i] = null;
            source.change(place.state, -1);
            target.places[target.count++] = place;
            target.change(place.state, 1);
            place.block = target;
        }
        source.count = from;
    }
}
