package io.dipc.engine.node;

import io.dipc.engine.client.Requests;
import io.dipc.engine.link.Traffic;
import io.dipc.engine.replication.Partition;
import io.dipc.objects.CommandId;
import io.dipc.objects.ObjectInfo;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What one member answers when asked what it knows.
 *
 * @param session the member
 * @param frames how many frames it has sent
 * @param messages how many messages were in them
 * @param keys the objects whose home it is
 * @param threads its threads that wait for answers
 */
public record Survey(long session, long frames, long messages, List<Key> keys, List<WaitingThread> threads) {

    /**
     * @param name the key
     * @param incarnation which of the objects that had it
     * @param partition where it is placed
     * @param kind in words
     * @param creator in words
     * @param info its state
     */
    public record Key(String name, long incarnation, int partition, String kind, String creator, ObjectInfo info) {}

    /**
     * @param incarnation the object
     * @param slot the slot of the command that the thread waits for
     * @param name the thread's name
     */
    public record WaitingThread(long incarnation, int slot, String name) {}

    static Survey of(long session, Traffic traffic, Partitions partitions, Requests requests) {
        List<Key> keys = new ArrayList<>();
        partitions.stream()
                .filter(Partition::active)
                .forEach(p -> p.describe((name, incarnation, descriptor, info) -> keys.add(new Key(
                        name, incarnation, p.number(), descriptor.kind().words(), descriptor.creator(), info))));
        List<WaitingThread> threads = new ArrayList<>();
        requests.waiting(
                (key, slot) -> threads.add(new WaitingThread(key.incarnation(), slot.getKey(), slot.getValue())));
        return new Survey(session, traffic.frames(), traffic.messages(), keys, threads);
    }

    byte[] toBytes() {
        WireWriter out = new WireWriter(1024);
        out.putFixedLong(session).putLong(frames).putLong(messages).putInt(keys.size());
        for (Key key : keys) {
            out.putString(key.name())
                    .putLong(key.incarnation())
                    .putInt(key.partition())
                    .putString(key.kind())
                    .putString(key.creator())
                    .putString(key.info().state())
                    .putInt(key.info().waiting().size());
            for (ObjectInfo.Waiting w : key.info().waiting()) {
                out.putFixedLong(w.id().session())
                        .putInt(w.id().slot())
                        .putLong(w.id().sequence())
                        .putString(w.operation());
            }
            out.putInt(key.info().holders().size());
            for (ObjectInfo.Holder h : key.info().holders()) {
                out.putFixedLong(h.session()).putLong(h.count());
            }
        }
        out.putInt(threads.size());
        for (WaitingThread thread : threads) {
            out.putLong(thread.incarnation()).putInt(thread.slot()).putString(thread.name());
        }
        return out.toBytes();
    }

    static Survey of(byte[] bytes) {
        WireReader in = new WireReader(bytes);
        long session = in.getFixedLong();
        long frames = in.getLong();
        long messages = in.getLong();
        List<Key> keys = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            String name = in.getString();
            long incarnation = in.getLong();
            int partition = in.getInt();
            String kind = in.getString();
            String creator = in.getString();
            String state = in.getString();
            List<ObjectInfo.Waiting> waiting = new ArrayList<>();
            for (int w = in.getInt(); w > 0; w--) {
                waiting.add(new ObjectInfo.Waiting(
                        new CommandId(in.getFixedLong(), in.getInt(), in.getLong()), in.getString()));
            }
            List<ObjectInfo.Holder> holders = new ArrayList<>();
            for (int h = in.getInt(); h > 0; h--) {
                holders.add(new ObjectInfo.Holder(in.getFixedLong(), in.getLong()));
            }
            keys.add(new Key(name, incarnation, partition, kind, creator, new ObjectInfo(state, waiting, holders)));
        }
        List<WaitingThread> threads = new ArrayList<>();
        for (int left = in.getInt(); left > 0; left--) {
            threads.add(new WaitingThread(in.getLong(), in.getInt(), in.getString()));
        }
        return new Survey(session, frames, messages, keys, threads);
    }
}
