package io.dipc.objects.queue;

import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Elements in ascending order of their ids, in a ring. Adding and removing at the ends take constant time; a removed
 * element in the middle leaves a gap (an element without a body), and gaps are closed when they outnumber the elements,
 * so that removing takes the time of a binary search. An insertion shifts the elements before it or those behind it,
 * whichever are fewer; put-backs belong near the ends. Not thread-safe.
 */
final class ElementLine implements Iterable<Element> {
    private static final int SMALLEST = 16;
    private static final End[] ENDS = End.values();

    private Element[] ring = new Element[SMALLEST];
    private int head;
    /** Places in use, gaps included. The first and the last one are never gaps. */
    private int places;

    private int size;

    /** How many elements there are. */
    int size() {
        return size;
    }

    /** The element at an end, or null. */
    Element at(End end) {
        return size == 0 ? null : ring[indexOf(end)];
    }

    /**
     * @return the element that was at the end
     * @throws NoSuchElementException if there is none
     */
    Element remove(End end) {
        Element removed = at(end);
        if (removed == null) {
            throw new NoSuchElementException();
        }
        size--;
        dropPlace(end);
        trim();
        return removed;
    }

    /** Adds an element at an end; its id is lower or higher than all others. */
    void add(End end, Element element) {
        ensureRoom();
        if (end == End.FIRST) {
            head = head - 1 & ring.length - 1;
        }
        places++;
        ring[indexOf(end)] = element;
        size++;
    }

    /** Adds an element at its place; its id must not be there. */
    void insert(Element element) {
        ensureRoom();
        int place = placeAfter(element.id());
        if (place < places - place) {
            head = head - 1 & ring.length - 1;
            for (int i = 0; i < place; i++) {
                ring[index(i)] = ring[index(i + 1)];
            }
        } else {
            for (int i = places; i > place; i--) {
                ring[index(i)] = ring[index(i - 1)];
            }
        }
        ring[index(place)] = element;
        places++;
        size++;
    }

    /**
     * @return whether the element was there
     */
    boolean remove(long id) {
        int place = placeAfter(id) - 1;
        if (place < 0) {
            return false;
        }
        Element found = ring[index(place)];
        if (found.id() != id || found.body() == null) {
            return false;
        }
        size--;
        ring[index(place)] = new Element(id, null);
        trim();
        return true;
    }

    void clear() {
        ring = new Element[SMALLEST];
        head = 0;
        places = 0;
        size = 0;
    }

    @Override
    public Iterator<Element> iterator() {
        return after(Long.MIN_VALUE);
    }

    /** The elements with higher ids than the given one. The line must not be changed meanwhile. */
    Iterator<Element> after(long id) {
        return new Iterator<>() {
            private int place = nextElement(id == Long.MIN_VALUE ? 0 : placeAfter(id));

            @Override
            public boolean hasNext() {
                return place < places;
            }

            @Override
            public Element next() {
                if (place >= places) {
                    throw new NoSuchElementException();
                }
                Element element = ring[index(place)];
                place = nextElement(place + 1);
                return element;
            }
        };
    }

    /** The elements with lower ids than the given one, the highest first. The line must not be changed meanwhile. */
    Iterator<Element> before(long id) {
        return new Iterator<>() {
            private int place = previousElement(id == Long.MAX_VALUE ? places : placeAfter(id - 1));

            @Override
            public boolean hasNext() {
                return place >= 0;
            }

            @Override
            public Element next() {
                if (place < 0) {
                    throw new NoSuchElementException();
                }
                Element element = ring[index(place)];
                place = previousElement(place);
                return element;
            }
        };
    }

    private int nextElement(int from) {
        int place = from;
        while (place < places && ring[index(place)].body() == null) {
            place++;
        }
        return place;
    }

    private int previousElement(int before) {
        int place = before - 1;
        while (place >= 0 && ring[index(place)].body() == null) {
            place--;
        }
        return place;
    }

    /** The first place with an id higher than the given one, by binary search. */
    private int placeAfter(long id) {
        int low = 0;
        int high = places;
        while (low < high) {
            int middle = low + high >>> 1;
            if (ring[index(middle)].id() > id) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private int index(int place) {
        return head + place & ring.length - 1;
    }

    private int indexOf(End end) {
        return index(end == End.FIRST ? 0 : places - 1);
    }

    private void dropPlace(End end) {
        ring[indexOf(end)] = null;
        if (end == End.FIRST) {
            head = head + 1 & ring.length - 1;
        }
        places--;
    }

    /** Drops gaps at the ends, closes the others when they are many, and gives back memory. */
    private void trim() {
        for (End end : ENDS) {
            while (places > 0 && ring[indexOf(end)].body() == null) {
                dropPlace(end);
            }
        }
        boolean manyGaps = places - size > size + SMALLEST;
        boolean mostlyFree = ring.length > 1024 && size < ring.length / 8;
        if (manyGaps || mostlyFree) {
            resize(mostlyFree ? ring.length / 4 : ring.length);
        }
    }

    private void ensureRoom() {
        if (places == ring.length) {
            resize(size > ring.length / 2 ? Math.multiplyExact(ring.length, 2) : ring.length);
        }
    }

    /** Moves the elements, without gaps, to a ring of another length. */
    private void resize(int length) {
        Element[] wider = new Element[length];
        int count = 0;
        for (int place = 0; place < places; place++) {
            Element element = ring[index(place)];
            if (element.body() != null) {
                wider[count++] = element;
            }
        }
        ring = wider;
        head = 0;
        places = count;
    }
}
