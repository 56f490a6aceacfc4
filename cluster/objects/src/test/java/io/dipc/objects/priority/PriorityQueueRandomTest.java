package io.dipc.objects.priority;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.objects.CommandId;
import io.dipc.objects.StateMachine;
import io.dipc.objects.priority.PriorityCommand.Gap;
import io.dipc.objects.queue.Element;
import io.dipc.objects.queue.HandOverQueueRandomTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/** However stale what the clients know, elements are taken in the order of their priorities. */
class PriorityQueueRandomTest extends HandOverQueueRandomTest {
    private static final int PRIORITIES = 40;

    /** An insertion of a session, and what it knows of the queue. */
    private static final class Client {
        final long session;
        final long token;
        final int element;
        final List<Element> known = new ArrayList<>();
        int refusals;

        Client(long session, long token, int element) {
            this.session = session;
            this.token = token;
            this.element = element;
        }
    }

    private final Map<Integer, Integer> priorities = new HashMap<>();
    private final Set<Client> clients = new LinkedHashSet<>();
    private final Map<CommandId, Client> parked = new LinkedHashMap<>();
    private int lastElement;
    private int mostRefusals;

    @AfterEach
    void turnsWereNeeded() {
        assertThat(mostRefusals).isGreaterThan(3);
    }

    @Override
    protected StateMachine newQueue() {
        return new PriorityQueue();
    }

    @Override
    protected void come() {
        if (clients.size() < 6 && random.nextInt(3) > 0) {
            int element = ++lastElement;
            priorities.put(element, random.nextInt(PRIORITIES));
            clients.add(new Client(random.nextInt(SESSIONS), element, element));
        }
        any(clients, client -> {
            if (!parked.containsValue(client)) {
                if (client.refusals > 3 && random.nextInt(10) == 0) {
                    queue.apply(
                            new CommandId(client.session, nextId().slot(), 1),
                            PriorityCommand.endTurn(client.token),
                            effects);
                    clients.remove(client);
                } else {
                    attempt(client);
                }
            }
        });
    }

    private void attempt(Client client) {
        CommandId id = new CommandId(client.session, nextId().slot(), 1);
        Gap gap = gap(client);
        if (client.refusals == 0 && random.nextBoolean()) {
            learn(client, gap, PriorityAnswer.Between.of(queue.query(PriorityQuery.between(gap))));
            gap = gap(client);
        }
        byte[] answer = queue.apply(
                id, PriorityCommand.insert(client.token, client.refusals >= 3, gap, body(client.element)), effects);
        parked.put(id, client);
        if (answer != null) {
            completed(id, answer);
        }
    }

    @Override
    protected void completed(CommandId id, byte[] answer) {
        Client client = parked.remove(id);
        PriorityAnswer.Attempt attempt = PriorityAnswer.Attempt.of(answer);
        if (attempt.inserted()) {
            queued.add(client.element);
            clients.remove(client);
        } else {
            client.refusals++;
            mostRefusals = Math.max(mostRefusals, client.refusals);
            learn(client, gap(client), attempt.between());
        }
    }

    private Gap gap(Client client) {
        int below = 0;
        while (below < client.known.size() && priority(client.known.get(below)) <= priorities.get(client.element)) {
            below++;
        }
        return new Gap(
                below == 0 ? PriorityCommand.START : client.known.get(below - 1).id(),
                below == client.known.size()
                        ? PriorityCommand.END
                        : client.known.get(below).id());
    }

    private void learn(Client client, Gap gap, PriorityAnswer.Between between) {
        int at = 0;
        if (between.known()) {
            while (at < client.known.size()
                    && gap.after() != PriorityCommand.START
                    && client.known.get(at).id() != gap.after()) {
                at++;
            }
            at += gap.after() == PriorityCommand.START ? 0 : 1;
        } else {
            client.known.clear();
        }
        client.known.addAll(at, between.pivots());
        assertThat(client.known.stream().map(this::priority).toList()).isSorted();
        assertThat(between.complete()).isEqualTo(between.count() <= 31);
    }

    private int priority(Element element) {
        return priorities.get(number(element.body()));
    }

    @Override
    protected void cancelled(CommandId id) {
        clients.remove(parked.remove(id));
    }

    @Override
    protected Set<CommandId> parkedOthers() {
        return parked.keySet();
    }

    @Override
    protected void sessionEnds(long session) {
        clients.removeIf(client -> client.session == session);
        parked.keySet().removeIf(id -> id.session() == session);
    }

    @Override
    protected void checkTaken(List<Integer> taken) {
        List<Integer> best = queued.stream()
                .map(priorities::get)
                .sorted()
                .limit(taken.size())
                .toList();
        assertThat(taken.stream().map(priorities::get).toList()).isEqualTo(best);
    }

    @Override
    protected boolean takeable() {
        return !queued.isEmpty();
    }
}
