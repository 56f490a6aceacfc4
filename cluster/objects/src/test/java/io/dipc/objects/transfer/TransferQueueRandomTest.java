package io.dipc.objects.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.objects.CommandId;
import io.dipc.objects.StateMachine;
import io.dipc.objects.queue.HandOverQueueRandomTest;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A transfer is answered when its element is accepted or removed, and only then. */
class TransferQueueRandomTest extends HandOverQueueRandomTest {
    private final Map<CommandId, Integer> transfers = new LinkedHashMap<>();
    private final Set<Integer> trying = new HashSet<>();
    private final Set<Integer> givenUp = new HashSet<>();
    private final Set<Integer> answered = new HashSet<>();
    private int lastElement;

    @Override
    protected StateMachine newQueue() {
        return new TransferQueue();
    }

    @Override
    protected void come() {
        CommandId id = nextId();
        int element = ++lastElement;
        switch (random.nextInt(3)) {
            case 0:
                assertThat(QueueAnswer.added(queue.apply(id, QueueCommand.offer(body(element)), effects)))
                        .isTrue();
                queued.add(element);
                break;
            case 1:
                assertThat(queue.apply(id, TransferCommand.transfer(body(element)), effects))
                        .isNull();
                queued.add(element);
                transfers.put(id, element);
                break;
            default:
                boolean somebodyWaits = !parkedTakes.isEmpty();
                byte[] answer = queue.apply(id, TransferCommand.tryTransfer(body(element)), effects);
                if (somebodyWaits) {
                    assertThat(answer).isNull();
                    queued.add(element);
                    trying.add(element);
                    transfers.put(id, element);
                } else {
                    assertThat(QueueAnswer.added(answer)).isFalse();
                }
        }
    }

    @Override
    protected void completed(CommandId id, byte[] answer) {
        int element = transfers.remove(id);
        if (QueueAnswer.added(answer)) {
            assertThat(queued).doesNotContain(element);
            answered.add(element);
        } else {
            assertThat(trying).contains(element);
        }
    }

    @Override
    protected void cancelling(CommandId id) {
        Integer element = transfers.get(id);
        if (element != null && !queued.contains(element)) {
            givenUp.add(element);
        }
    }

    @Override
    protected void cancelled(CommandId id) {
        int element = transfers.remove(id);
        queued.remove(element);
    }

    @Override
    protected Set<CommandId> parkedOthers() {
        return transfers.keySet();
    }

    @Override
    protected void sessionEnds(long session) {
        transfers
                .entrySet()
                .removeIf(transfer -> transfer.getKey().session() == session && queued.remove(transfer.getValue()));
        // the transfers of elements in hand are answered, and the elements are like any other from now on
        transfers.forEach((id, element) -> {
            boolean held = inHand.values().stream().anyMatch(hand -> hand.contains(element));
            if (id.session() == session && held) {
                trying.remove(element);
                givenUp.remove(element);
            }
        });
    }

    @Override
    protected void isGone(int element) {
        super.isGone(element);
        assertThat(transfers).as("somebody waits for the taker").doesNotContainValue(element);
    }

    @Override
    protected boolean returns(int element) {
        if (!transfers.containsValue(element)) {
            return true;
        }
        return !givenUp.contains(element) && (!trying.contains(element) || parkedTakes.size() > queued.size());
    }

    @Override
    protected void checkTaken(List<Integer> taken) {
        assertThat(taken).isEqualTo(queued.stream().limit(taken.size()).toList());
    }

    @Override
    protected boolean takeable() {
        return !queued.isEmpty();
    }
}
