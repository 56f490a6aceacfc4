package io.dipc.objects;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Keeps what a state machine does to parked commands. */
public final class RecordedEffects implements Effects {
    private final List<Completion> completions = new ArrayList<>();
    private final List<CommandId> cancellations = new ArrayList<>();

    /** An answer to a parked command. */
    public record Completion(CommandId id, byte[] answer) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Completion that && id.equals(that.id) && Arrays.equals(answer, that.answer);
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }
    }

    @Override
    public void complete(CommandId parked, byte[] answer) {
        completions.add(new Completion(parked, answer));
    }

    @Override
    public void cancelled(CommandId parked) {
        cancellations.add(parked);
    }

    public List<Completion> completions() {
        return completions;
    }

    public List<CommandId> cancellations() {
        return cancellations;
    }

    /** The ids of the commands completed so far; forgets them. */
    public List<CommandId> takeCompleted() {
        List<CommandId> ids = completions.stream().map(Completion::id).toList();
        completions.clear();
        return ids;
    }
}
