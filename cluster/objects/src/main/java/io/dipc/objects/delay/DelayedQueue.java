package io.dipc.objects.delay;

import io.dipc.objects.CommandId;
import io.dipc.objects.Effects;
import io.dipc.objects.IdRange;
import io.dipc.objects.ObjectInfo;
import io.dipc.objects.TimedStateMachine;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import io.dipc.objects.queue.HandOverQueue;
import io.dipc.objects.queue.QueueAnswer;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A queue whose elements can be taken when their delay is over, the one that has been so for the longest time first. The
 * delay that a command brings becomes a moment of cluster time at once, and stays that. Elements with the same moment are
 * taken in the order of their coming.
 *
 * <p>A new object does not know the time. What it contains then waits from the moment in which it is told the time first.
 */
public final class DelayedQueue extends HandOverQueue<DelayedQueue.DelayedItem> implements TimedStateMachine {
    private static final byte NOW = FIRST_OWN;
    private static final byte ITEM = FIRST_OWN + 1;

    /** The time as long as it is not known. */
    private static final long UNKNOWN = Long.MIN_VALUE;

    /** An element and the moment at which its delay is over. */
    static final class DelayedItem extends Item {
        private final long due;

        DelayedItem(long id, byte[] body, long due) {
            super(id, body);
            this.due = due;
        }
    }

    private static final Comparator<DelayedItem> IN_ORDER =
            Comparator.<DelayedItem>comparingLong(item -> item.due).thenComparingLong(DelayedItem::id);

    /** Those in the queue whose delay is over. */
    private final TreeSet<DelayedItem> ready = new TreeSet<>(IN_ORDER);
    /** Those in the queue whose delay is not over. */
    private final TreeSet<DelayedItem> delayed = new TreeSet<>(IN_ORDER);

    private long now = UNKNOWN;

    @Override
    public void time(long clock, Effects effects) {
        if (now == UNKNOWN) {
            now = clock;
            List<DelayedItem> contents = List.copyOf(items());
            contents.forEach(this::drop);
            contents.forEach(item -> add(new DelayedItem(item.id(), item.body(), plus(now, item.due))));
        }
        now = Math.max(now, clock);
        while (!delayed.isEmpty() && delayed.first().due <= now) {
            ready.add(delayed.pollFirst());
        }
        serve(effects);
    }

    @Override
    public long wakeAt() {
        if (now == UNKNOWN) {
            return UNKNOWN;
        }
        return waitingTakes() == 0 || delayed.isEmpty() ? NEVER : delayed.first().due;
    }

    @Override
    protected byte[] applyOwn(CommandId id, int operation, WireReader reader, byte[] command, Effects effects) {
        switch (operation) {
            case DelayCommand.OFFER:
                offer(DelayCommand.read(reader));
                serve(effects);
                return QueueAnswer.ofAdded(true);
            case DelayCommand.OFFER_ALL:
                List<DelayCommand.Delayed> all = DelayCommand.readAll(reader);
                all.forEach(this::offer);
                serve(effects);
                return QueueAnswer.ofCount(all.size());
            default:
                throw new IllegalArgumentException(
                        "command " + operation + " (expected: the number of a command of " + kind() + ")");
        }
    }

    @Override
    public Iterator<Offered> beyond(IdRange known) {
        return itemsBeyond(known)
                .map(item -> new Offered(
                        item.id(),
                        new WireWriter(item.body().length + 16)
                                .putLong(item.due)
                                .putBytes(item.body())
                                .toBytes()))
                .iterator();
    }

    /** Each with the moment at which its delay is over. The object knows the time. */
    @Override
    public void offerAgain(List<byte[]> elements, Effects effects) {
        List<DelayCommand.Delayed> read = elements.stream()
                .map(bytes -> DelayCommand.read(new WireReader(bytes)))
                .toList();
        read.forEach(element -> add(new DelayedItem(newId(), element.body(), element.nanos())));
        serve(effects);
    }

    @Override
    protected byte[] queryOwn(int operation, WireReader reader) {
        throw new IllegalArgumentException(
                "query " + operation + " (expected: the number of a query of " + kind() + ")");
    }

    @Override
    protected void cancelOwn(CommandId target, Effects effects) {
        // only takes wait
    }

    @Override
    protected void sessionsEndedOwn(Set<Long> sessions, Effects effects) {
        // only takes wait
    }

    @Override
    protected DelayedItem next() {
        return ready.isEmpty() ? null : ready.first();
    }

    @Override
    protected DelayedItem head() {
        return !ready.isEmpty() ? ready.first() : !delayed.isEmpty() ? delayed.first() : null;
    }

    @Override
    protected Iterator<DelayedItem> takeable() {
        return ready.iterator();
    }

    @Override
    protected int takeableCount() {
        return ready.size();
    }

    @Override
    protected void entered(DelayedItem item) {
        (item.due <= now && now != UNKNOWN ? ready : delayed).add(item);
    }

    @Override
    protected void left(DelayedItem item) {
        if (!ready.remove(item)) {
            delayed.remove(item);
        }
    }

    @Override
    protected void gone(DelayedItem item, Effects effects) {
        // nobody waits for it
    }

    @Override
    protected boolean returns(DelayedItem item, Effects effects) {
        return true;
    }

    @Override
    protected Stream<ObjectInfo.Waiting> waitingOwn() {
        return Stream.of();
    }

    @Override
    protected List<Iterator<Consumer<WireWriter>>> ownParts() {
        return List.of(
                Stream.<Consumer<WireWriter>>of(piece -> piece.putByte(NOW).putLong(now))
                        .iterator(),
                items().stream()
                        .<Consumer<WireWriter>>map(item -> piece -> piece.putByte(ITEM)
                                .putLong(item.id())
                                .putBytes(item.body())
                                .putLong(item.due))
                        .iterator());
    }

    @Override
    protected void restoreOwn(int tag, WireReader reader) {
        switch (tag) {
            case NOW:
                now = reader.getLong();
                break;
            case ITEM:
                add(new DelayedItem(reader.getLong(), reader.getBytes(), reader.getLong()));
                break;
            default:
                throw new IllegalArgumentException("part " + tag + " (expected: a part of " + kind() + ")");
        }
    }

    @Override
    protected String kind() {
        return "a delay queue";
    }

    private void offer(DelayCommand.Delayed element) {
        add(new DelayedItem(newId(), element.body(), now == UNKNOWN ? element.nanos() : plus(now, element.nanos())));
    }

    /** The sum, or the largest or smallest number if it is larger or smaller. */
    private static long plus(long moment, long nanos) {
        long sum = moment + nanos;
        if (((moment ^ sum) & (nanos ^ sum)) < 0) {
            return moment < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
        return sum;
    }
}
