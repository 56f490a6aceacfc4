package io.dipc.engine.client;

import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.Status;
import io.dipc.engine.replication.PartedCopy;
import io.dipc.engine.replication.PartedElements;
import io.dipc.objects.Descriptor;
import io.dipc.objects.ElementStateMachine.Offered;
import io.dipc.objects.IdRange;
import io.dipc.objects.codec.WireReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers again what was put in a half of the cluster that is over, from a copy that this JVM has of it. Every member that
 * has a copy does; the homes take each element once. Single-threaded.
 */
final class Offering {
    private static final Logger LOG = LoggerFactory.getLogger(Offering.class);
    private static final int MOST_ELEMENTS = 256;
    private static final int MOST_BYTES = 64 * 1024;

    private final Requests requests;
    private final PartedCopy copy;
    private final Runnable done;
    /** How many answers there may still be to wait for at once. */
    private int left;
    /** How often it has been begun. */
    private int begun;

    /**
     * @param done runs when everything was offered, or nothing more will be
     */
    Offering(Requests requests, PartedCopy copy, Runnable done) {
        this.requests = requests;
        this.copy = copy;
        this.done = done;
    }

    /** Finds out what the others do not have, and offers it. */
    void begin() {
        begun++;
        left++;
        requests.tell(new Telling(copy.partition()) {
            @Override
            protected Request request(long reference) {
                return new Request.Compare(reference, copy.views());
            }

            @Override
            protected void replied(Status status, byte[] bytes) {
                WireReader in = new WireReader(bytes);
                List<PartedElements> since = copy.since(in.getLong(), in.getLong());
                left += since.size();
                since.forEach(elements -> new OfObject(elements).next());
                oneLess();
            }
        });
    }

    private void oneLess() {
        if (--left == 0) {
            done.run();
        }
    }

    /** Is answered before this JVM leaves, if possible. */
    private abstract class Telling extends Inquiry {
        Telling(int partition) {
            super(partition);
        }

        @Override
        protected final boolean tells() {
            return true;
        }

        @Override
        protected void failed(RuntimeException reason) {
            // This JVM leaves; another one that has a copy may go on.
            oneLess();
        }
    }

    /** The elements of one object, a piece at a time. */
    private final class OfObject {
        private final PartedElements elements;
        /** What is not on its way yet; null until it is known what the others have. */
        private Iterator<Offered> rest;

        private final int turn = begun;
        private int offered;

        OfObject(PartedElements elements) {
            this.elements = elements;
        }

        void next() {
            List<Offered> piece = piece();
            requests.tell(new Telling(copy.partition()) {
                @Override
                protected Request request(long reference) {
                    return elements.request(reference, piece);
                }

                @Override
                protected void replied(Status status, byte[] bytes) {
                    if (status == Status.OK) {
                        answered(new WireReader(bytes));
                    } else if (status == Status.NOT_ATTACHED) {
                        // The home has no longer what it said: all is compared again, once for all objects.
                        if (turn == begun) {
                            begin();
                        }
                        oneLess();
                    } else {
                        LOG.warn(
                                "{}: the elements that were put while the cluster was in two halves are not offered again: {}",
                                elements.key(),
                                new String(bytes, StandardCharsets.UTF_8));
                        oneLess();
                    }
                }
            });
        }

        private void answered(WireReader in) {
            IdRange known = IdRange.readFrom(in);
            offered += in.getInt();
            long incarnation = in.getLong();
            Descriptor there = new Descriptor(elements.descriptor().kind(), in.getBytes(), in.getString());
            requests.joined(elements.key(), incarnation, there);
            if (rest == null) {
                rest = elements.beyond(known);
            }
            if (rest.hasNext()) {
                next();
                return;
            }
            if (offered > 0) {
                LOG.warn(
                        "{}: {} elements that were put while the cluster was in two halves are offered again",
                        elements.key(),
                        offered);
            }
            oneLess();
        }

        private List<Offered> piece() {
            List<Offered> piece = new ArrayList<>();
            int bytes = 0;
            while (rest != null && rest.hasNext() && piece.size() < MOST_ELEMENTS && bytes < MOST_BYTES) {
                Offered next = rest.next();
                bytes += next.bytes().length;
                piece.add(next);
            }
            return piece;
        }
    }
}
