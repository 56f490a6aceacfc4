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
    public record Key(String name, long incarnation, int partition, String kind, String creator, ObjectInfo info) {
        private static void write(WireWriter out, Key key) {
            out.putString(key.name)
                    .putLong(key.incarnation)
                    .putInt(key.partition)
                    .putString(key.kind)
                    .putString(key.creator)
                    .putString(key.info.state())
                    .putList(key.info.waiting(), (one, w) -> w.id().writeTo(one).putString(w.operation()))
                    .putList(
                            key.info.holders(),
                            (one, h) -> one.putFixedLong(h.session()).putLong(h.count()));
        }

        private static Key read(WireReader in) {
            return new Key(
                    in.getString(),
                    in.getLong(),
                    in.getInt(),
                    in.getString(),
                    in.getString(),
                    new ObjectInfo(
                            in.getString(),
                            in.getList(one -> new ObjectInfo.Waiting(CommandId.readFrom(one), one.getString())),
                            in.getList(one -> new ObjectInfo.Holder(one.getFixedLong(), one.getLong()))));
        }
    }

    /**
     * @param incarnation the object
     * @param slot the slot of the command that the thread waits for
     * @param name the thread's name
     */
    public record WaitingThread(long incarnation, int slot, String name) {
        private static void write(WireWriter out, WaitingThread thread) {
            out.putLong(thread.incarnation).putInt(thread.slot).putString(thread.name);
        }

        private static WaitingThread read(WireReader in) {
            return new WaitingThread(in.getLong(), in.getInt(), in.getString());
        }
    }

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
        out.putFixedLong(session)
                .putLong(frames)
                .putLong(messages)
                .putList(keys, Key::write)
                .putList(threads, WaitingThread::write);
        return out.toBytes();
    }

    static Survey of(byte[] bytes) {
        WireReader in = new WireReader(bytes);
        return new Survey(
                in.getFixedLong(), in.getLong(), in.getLong(), in.getList(Key::read), in.getList(WaitingThread::read));
    }
}
