package io.dipc.engine.protocol;

import io.dipc.engine.view.Placement;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;

/** What several messages have in common. Values that cannot be are refused. */
final class Parts {
    private static final Status[] STATUSES = Status.values();
    private static final Kind[] KINDS = Kind.values();

    private Parts() {}

    /** The number of a view; these messages are never without one. */
    static long getView(WireReader in) {
        long view = in.getLong();
        if (view <= 0) {
            throw new IllegalArgumentException("view number: " + view + " (expected: more than 0)");
        }
        return view;
    }

    static int getPartition(WireReader in) {
        int partition = in.getInt();
        if (partition < 0 || partition >= Placement.PARTITIONS) {
            throw new IllegalArgumentException(
                    "partition: " + partition + " (expected: 0 to " + (Placement.PARTITIONS - 1) + ")");
        }
        return partition;
    }

    static int getSlot(WireReader in) {
        int slot = in.getInt();
        if (slot < 0) {
            throw new IllegalArgumentException("slot: " + slot + " (expected: 0 or more)");
        }
        return slot;
    }

    /** Bytes that are never null. */
    static byte[] getContent(WireReader in) {
        byte[] bytes = in.getBytes();
        if (bytes == null) {
            throw new IllegalArgumentException("bytes are missing before the last " + in.remaining());
        }
        return bytes;
    }

    static Status getStatus(WireReader in) {
        return in.getOneOf(STATUSES);
    }

    static void putDescriptor(WireWriter out, Descriptor descriptor) {
        out.putByte(descriptor.kind().ordinal())
                .putBytes(descriptor.parameters())
                .putString(descriptor.creator());
    }

    static Descriptor getDescriptor(WireReader in) {
        return new Descriptor(in.getOneOf(KINDS), in.getBytes(), in.getString());
    }
}
