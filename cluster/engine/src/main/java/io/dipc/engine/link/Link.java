package io.dipc.engine.link;

import io.dipc.engine.network.Network;
import io.dipc.engine.protocol.Message;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One member's end of the conversation with another. Messages are collected into frames; frames are numbered,
 * acknowledged cumulatively and sent again until they are. A sliding window as in every transport protocol; over TCP it
 * costs a few bytes per frame, and it is what makes a broken and renewed connection harmless.
 *
 * <p>A frame: version (1 byte), the receiver's session (8), highest frame number received without gap (8), its own
 * number (8; 0 for a mere acknowledgement), then the messages one after the other. Single-threaded.
 */
public final class Link {
    /** The version of everything that travels in frames. */
    static final int VERSION = 1;

    static final int HEADER = 25;
    /** A frame is closed when it has grown beyond this many bytes. */
    static final int FRAME_BYTES = 256 * 1024;
    /** Frames that arrive out of order are kept up to this number; others must be sent again. */
    static final int REORDER_WINDOW = 4096;
    /** An acknowledgement waits this many frames for a message to travel with, */
    static final int UNACKNOWLEDGED_FRAMES = 64;
    /** this many bytes, */
    static final int UNACKNOWLEDGED_BYTES = 1024 * 1024;
    /** and this long, or less: much shorter than the sender waits before it sends again, */
    static final long UNACKNOWLEDGED_NANOS = 100_000_000L;
    /** and shorter by this factor than it waits before it takes this end for stalled. */
    static final int ACKNOWLEDGEMENTS_UNTIL_STALLED = 8;

    private static final long FIRST_RESEND_NANOS = 500_000_000L;
    private static final long LAST_RESEND_NANOS = 2_000_000_000L;
    /** Fewer than a peer may leave unacknowledged: the acknowledgement of one that was only slow goes beyond them. */
    private static final int RESEND_BURST = UNACKNOWLEDGED_FRAMES / 2;
    /** A peer that is heard and has not got the oldest frame after that long gets that one again. */
    private static final long RESEND_HEARD_NANOS = 250_000_000L;

    private static final int ACKNOWLEDGED_AT = 9;
    private static final int NUMBER_AT = 17;

    private record Sent(long number, byte[] frame, int length) {}

    private final long peer;
    private final long self;
    private final Network network;
    private final Traffic traffic;
    private final long acknowledgeNanos;

    private final ArrayDeque<Sent> unacknowledged = new ArrayDeque<>();
    private final Map<Long, byte[]> early = new HashMap<>();
    private WireWriter open;
    private int messageCount;
    private boolean urgent;
    private long lastSent;
    private long lastReceived;
    /** Frames that came and were not acknowledged, their bytes, and since when there are some. */
    private int owed;

    private int owedBytes;
    private long owedSince;
    private boolean acknowledgeNow;
    private long resendAfter = FIRST_RESEND_NANOS;
    /** The last frame that was sent before the oldest one was sent again, and the last one sent again since. */
    private long lostUpTo;

    private long sentAgainUpTo;
    private long oldestSince;
    /** Since when the peer has acknowledged nothing, while there is something to acknowledge. */
    private long waitingSince;

    /**
     * @param stalledNanos after how long without an acknowledgement the peer takes this end for {@link #stalled}
     */
    public Link(long self, long peer, Network network, Traffic traffic, long stalledNanos) {
        this.self = self;
        this.peer = peer;
        this.network = network;
        this.traffic = traffic;
        this.acknowledgeNanos = Math.min(UNACKNOWLEDGED_NANOS, stalledNanos / ACKNOWLEDGEMENTS_UNTIL_STALLED);
    }

    /** The member at the other end. */
    public long peer() {
        return peer;
    }

    /**
     * Puts a message into the next frame.
     *
     * @param urgent whether {@link #flush} sends the frame; if not, it travels with a later message or at the next tick
     * @param now the clock, in nanoseconds
     */
    public void send(Message message, boolean urgent, long now) {
        if (open == null) {
            open = new WireWriter(512);
            open.putByte(VERSION).putFixedLong(peer).putFixedLong(0).putFixedLong(0);
        }
        message.write(open);
        messageCount++;
        this.urgent |= urgent;
        if (open.length() > FRAME_BYTES) {
            close(now);
        }
    }

    /** Sends what is urgent. To be called when there is nothing else to do. */
    public void flush(long now) {
        if (open != null && urgent) {
            close(now);
        } else if (acknowledgeNow || owed >= UNACKNOWLEDGED_FRAMES || owedBytes >= UNACKNOWLEDGED_BYTES) {
            acknowledge(now);
        }
    }

    /**
     * Sends what has waited: messages that are not urgent, acknowledgements, frames that were not acknowledged in time.
     *
     * @return whether something still waits for an acknowledgement
     */
    public boolean tick(long now) {
        if (open != null) {
            close(now);
        } else if (owed > 0 && now - owedSince >= acknowledgeNanos) {
            acknowledge(now);
        }
        if (!unacknowledged.isEmpty() && now - oldestSince >= resendAfter) {
            sendAgainFromOldest(RESEND_BURST, now);
            resendAfter = Math.min(resendAfter * 2, LAST_RESEND_NANOS);
        }
        return !unacknowledged.isEmpty();
    }

    /** Whether the peer has acknowledged nothing for that long, though there was something to acknowledge. */
    public boolean stalled(long now, long nanos) {
        return !unacknowledged.isEmpty() && now - waitingSince > nanos;
    }

    /**
     * Makes a frame of one message that travels outside of any conversation: it is neither numbered nor sent again.
     */
    public static WireWriter datagram(long peer, Message message) {
        WireWriter frame = new WireWriter(128);
        frame.putByte(VERSION).putFixedLong(peer).putFixedLong(0).putFixedLong(0);
        message.write(frame);
        return frame;
    }

    /**
     * The message of a {@link #datagram}.
     *
     * @return null if the frame is none, or not for this session
     * @throws IllegalArgumentException if the frame is not of this protocol
     */
    public static Message datagram(byte[] frame, long self) {
        if (frame.length <= HEADER || frame[0] != VERSION) {
            return null;
        }
        for (int i = NUMBER_AT; i < HEADER; i++) {
            if (frame[i] != 0) {
                return null;
            }
        }
        WireReader in = new WireReader(frame, 1, frame.length - 1);
        return in.getFixedLong() != self ? null : Message.read(new WireReader(frame, HEADER, frame.length - HEADER));
    }

    /**
     * Takes a frame from the network.
     *
     * @param sink receives the messages whose turn has come, in order
     * @throws IllegalArgumentException if a frame is not of this protocol; nothing of it was delivered
     */
    public void receive(byte[] frame, long now, Consumer<Message> sink) {
        WireReader in = new WireReader(frame);
        int version = in.getByte();
        if (version != VERSION) {
            throw new IllegalArgumentException("protocol version " + version + " (expected: " + VERSION
                    + "); all JVMs of a cluster need the same dipc.jar");
        }
        if (in.getFixedLong() != self) {
            return;
        }
        acknowledged(in.getFixedLong(), now);
        long number = in.getFixedLong();
        if (number == 0) {
            return;
        }
        if (number <= lastReceived) {
            acknowledgeNow = true;
        } else if (number == lastReceived + 1) {
            // Of a gap the sender hears at once when it is filled, and how far.
            acknowledgeNow |= !early.isEmpty();
            deliver(in, now, sink);
            byte[] next;
            while (!early.isEmpty() && (next = early.remove(lastReceived + 1)) != null) {
                deliver(new WireReader(next, HEADER, next.length - HEADER), now, sink);
            }
        } else if (early.size() < REORDER_WINDOW) {
            early.put(number, frame);
            // Says what is missing.
            acknowledgeNow = true;
        }
    }

    private void deliver(WireReader in, long now, Consumer<Message> sink) {
        int bytes = in.remaining();
        List<Message> messages = new ArrayList<>();
        while (in.remaining() > 0) {
            messages.add(Message.read(in));
        }
        lastReceived++;
        if (owed++ == 0) {
            owedSince = now;
        }
        owedBytes += bytes;
        messages.forEach(sink);
    }

    private void acknowledged(long number, long now) {
        int progress = 0;
        while (!unacknowledged.isEmpty() && unacknowledged.peekFirst().number() <= number) {
            unacknowledged.removeFirst();
            progress++;
        }
        if (progress == 0) {
            heard(now);
            return;
        }
        waitingSince = now;
        oldestSince = now;
        resendAfter = FIRST_RESEND_NANOS;
        if (number <= sentAgainUpTo) {
            // The peer has what was sent again and nothing after it: a whole run of frames was lost.
            sendAgain(Math.min(2 * progress, UNACKNOWLEDGED_FRAMES));
        }
    }

    /**
     * The peer is heard: after a cut the next turn of the ever slower resending may be far off, or in the next cut.
     */
    public void heard(long now) {
        if (!unacknowledged.isEmpty() && now - oldestSince >= RESEND_HEARD_NANOS) {
            sendAgainFromOldest(1, now);
            resendAfter = FIRST_RESEND_NANOS;
        }
    }

    private void sendAgainFromOldest(int frames, long now) {
        lostUpTo = lastSent;
        sentAgainUpTo = 0;
        sendAgain(frames);
        oldestSince = now;
    }

    /** Sends the next frames again of those that may be lost. */
    private void sendAgain(int frames) {
        int left = frames;
        for (Sent sent : unacknowledged) {
            if (left == 0 || sent.number() > lostUpTo) {
                return;
            }
            if (sent.number() > sentAgainUpTo) {
                network.send(peer, sent.frame(), sent.length());
                traffic.sentAgain();
                sentAgainUpTo = sent.number();
                left--;
            }
        }
    }

    private void close(long now) {
        WireWriter frame = open;
        open = null;
        frame.setFixedLong(ACKNOWLEDGED_AT, lastReceived).setFixedLong(NUMBER_AT, ++lastSent);
        if (unacknowledged.isEmpty()) {
            oldestSince = now;
            waitingSince = now;
        }
        unacknowledged.addLast(new Sent(lastSent, frame.buffer(), frame.length()));
        traffic.sent(messageCount);
        messageCount = 0;
        urgent = false;
        owed = 0;
        owedBytes = 0;
        acknowledgeNow = false;
        network.send(peer, frame.buffer(), frame.length());
    }

    private void acknowledge(long now) {
        WireWriter frame = new WireWriter(HEADER);
        frame.putByte(VERSION).putFixedLong(peer).putFixedLong(lastReceived).putFixedLong(0);
        owed = 0;
        owedBytes = 0;
        acknowledgeNow = false;
        traffic.sent(0);
        network.send(peer, frame.buffer(), frame.length());
    }
}
