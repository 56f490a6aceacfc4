package io.dipc.objects.transfer;

import io.dipc.objects.CommandId;
import io.dipc.objects.Effects;
import io.dipc.objects.IdRange;
import io.dipc.objects.ObjectInfo;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import io.dipc.objects.queue.HandOverQueue;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A first-in-first-out queue without a capacity, whose puts may wait for their taker. A transfer is answered when the
 * taker has accepted the element, not when it was given out: if the taker is gone before, the element goes back to its
 * place, and the transfer waits on. A transfer that gives up while its element is in hand ends when it is known what
 * becomes of that: accepted, it has succeeded; declined, it had no effect.
 *
 * <p>If a session ends while the element of its transfer is in hand, the transfer counts as done, so that it is not
 * repeated: should the taker decline, the element is in the queue like any other.
 */
public final class TransferQueue extends HandOverQueue<TransferQueue.Transfer> {
    private static final byte ITEM = FIRST_OWN;

    /** How an element came in. */
    private enum Way {
        /** Nobody waits. */
        OFFERED,
        /** A transfer waits for its taker. */
        WAITING,
        /** A transfer waits while the element is in hand; it does not go back into the queue. */
        TRYING,
        /** As before, and the caller has given up. */
        GIVEN_UP
    }

    private static final Way[] WAYS = Way.values();

    /** An element and who waits for its taker. */
    static final class Transfer extends Item {
        private Way way;
        /** The parked transfer; null if it was offered. */
        private CommandId waiter;

        Transfer(long id, byte[] body, Way way, CommandId waiter) {
            super(id, body);
            this.way = way;
            this.waiter = waiter;
        }
    }

    private final TreeMap<Long, Transfer> line = new TreeMap<>();
    /** The elements of parked transfers, in the queue or in hand, in the order of coming. */
    private final Map<CommandId, Transfer> transfers = new LinkedHashMap<>();

    @Override
    protected byte[] applyOwn(CommandId id, int operation, WireReader reader, byte[] command, Effects effects) {
        switch (operation) {
            case QueueCommand.OFFER:
                offer(command, effects);
                return QueueAnswer.ofAdded(true);
            case QueueCommand.OFFER_ALL:
            case QueueCommand.CONTENTS:
                List<byte[]> bodies = QueueCommand.readBodies(reader);
                bodies.forEach(body -> offer(body, effects));
                return QueueAnswer.ofCount(bodies.size());
            case TransferCommand.TRANSFER:
                transfer(id, command, Way.WAITING, effects);
                return null;
            case TransferCommand.TRY_TRANSFER:
                if (waitingTakes() == 0) {
                    return QueueAnswer.ofAdded(false);
                }
                transfer(id, command, Way.TRYING, effects);
                return null;
            default:
                throw new IllegalArgumentException(
                        "command " + operation + " (expected: the number of a command of " + kind() + ")");
        }
    }

    @Override
    public Iterator<Offered> beyond(IdRange known) {
        return itemsBeyond(known)
                .filter(item -> item.way == Way.OFFERED)
                .map(item -> new Offered(item.id(), item.body()))
                .iterator();
    }

    @Override
    public void offerAgain(List<byte[]> elements, Effects effects) {
        elements.forEach(QueueCommand::checkBody);
        elements.forEach(body -> offer(body, effects));
    }

    @Override
    protected byte[] queryOwn(int operation, WireReader reader) {
        if (operation != TransferQuery.WAITING_TAKES) {
            throw new IllegalArgumentException(
                    "query " + operation + " (expected: the number of a query of " + kind() + ")");
        }
        return QueueAnswer.ofCount(waitingTakes());
    }

    @Override
    protected void cancelOwn(CommandId target, Effects effects) {
        Transfer transfer = transfers.get(target);
        if (transfer == null) {
            return;
        }
        if (transfer.inHand()) {
            transfer.way = Way.GIVEN_UP;
        } else {
            drop(transfer);
            transfers.remove(target);
            effects.cancelled(target);
        }
    }

    @Override
    protected void sessionsEndedOwn(Set<Long> sessions, Effects effects) {
        List<Transfer> ended = transfers.values().stream()
                .filter(transfer -> sessions.contains(transfer.waiter.session()))
                .toList();
        for (Transfer transfer : ended) {
            if (transfer.inHand()) {
                answerWaiter(transfer, effects);
            } else {
                transfers.remove(transfer.waiter);
                drop(transfer);
            }
        }
    }

    @Override
    protected Transfer next() {
        return line.isEmpty() ? null : line.firstEntry().getValue();
    }

    @Override
    protected Transfer head() {
        return next();
    }

    @Override
    protected Iterator<Transfer> takeable() {
        return line.values().iterator();
    }

    @Override
    protected int takeableCount() {
        return line.size();
    }

    @Override
    protected void entered(Transfer item) {
        line.put(item.id(), item);
    }

    @Override
    protected void left(Transfer item) {
        line.remove(item.id());
    }

    @Override
    protected void gone(Transfer item, Effects effects) {
        if (item.waiter != null) {
            answerWaiter(item, effects);
        }
    }

    @Override
    protected boolean returns(Transfer item, Effects effects) {
        switch (item.way) {
            case TRYING:
                if (waitingTakes() > line.size()) {
                    return true;
                }
                transfers.remove(item.waiter);
                effects.complete(item.waiter, QueueAnswer.ofAdded(false));
                return false;
            case GIVEN_UP:
                transfers.remove(item.waiter);
                effects.cancelled(item.waiter);
                return false;
            default:
                return true;
        }
    }

    @Override
    protected Stream<ObjectInfo.Waiting> waitingOwn() {
        return transfers.keySet().stream().map(id -> new ObjectInfo.Waiting(id, "transfer"));
    }

    @Override
    protected List<Iterator<Consumer<WireWriter>>> ownParts() {
        return List.of(items().stream()
                .<Consumer<WireWriter>>map(item -> piece -> write(item, piece))
                .iterator());
    }

    @Override
    protected void restoreOwn(int tag, WireReader reader) {
        if (tag != ITEM) {
            throw new IllegalArgumentException("part " + tag + " (expected: a part of " + kind() + ")");
        }
        long id = reader.getLong();
        byte[] body = reader.getBytes();
        Way way = WAYS[reader.getByte()];
        CommandId waiter = way == Way.OFFERED ? null : CommandId.readFrom(reader);
        Transfer item = new Transfer(id, body, way, waiter);
        add(item);
        if (waiter != null) {
            transfers.put(waiter, item);
        }
    }

    @Override
    protected String kind() {
        return "a transfer queue";
    }

    private static void write(Transfer item, WireWriter piece) {
        piece.putByte(ITEM).putLong(item.id()).putBytes(item.body()).putByte(item.way.ordinal());
        if (item.way != Way.OFFERED) {
            item.waiter.writeTo(piece);
        }
    }

    private void offer(byte[] body, Effects effects) {
        add(new Transfer(newId(), body, Way.OFFERED, null));
        serve(effects);
    }

    private void transfer(CommandId id, byte[] body, Way way, Effects effects) {
        Transfer transfer = new Transfer(newId(), body, way, id);
        transfers.put(id, transfer);
        add(transfer);
        serve(effects);
    }

    /** The transfer has succeeded, or counts as such. */
    private void answerWaiter(Transfer transfer, Effects effects) {
        transfers.remove(transfer.waiter);
        effects.complete(transfer.waiter, QueueAnswer.ofAdded(true));
        transfer.way = Way.OFFERED;
        transfer.waiter = null;
    }
}
