package io.dipc.histories;

import java.util.ArrayList;
import java.util.List;

/** Histories written by hand: {@code client action outcome element-or-number from to}, one call in a line. */
public final class Histories {
    private Histories() {}

    /**
     * Clients are letters with a number of their session, such as {@code a1}; {@code -} stands for no element, no number
     * and no completion. Several elements are separated by commas.
     */
    public static History parse(String text) {
        List<Operation> operations = new ArrayList<>();
        for (String line : text.strip().split("\n")) {
            String[] words = line.strip().split("\\s+");
            Action action = Action.valueOf(words[1]);
            boolean counts = List.of(Action.ACQUIRE, Action.RELEASE, Action.DRAIN, Action.AVAILABLE, Action.SIZE)
                    .contains(action);
            boolean nothing = words[3].equals("-");
            operations.add(new Operation(
                    action == Action.SESSION_MAY_END || action == Action.MAY_BE_EXCLUDED ? "" : "x",
                    words[0].replaceAll("\\D", ""),
                    words[0],
                    action,
                    Outcome.valueOf(words[2]),
                    counts || nothing ? List.of() : List.of(words[3].split(",")),
                    counts && !nothing ? Integer.parseInt(words[3]) : 0,
                    Long.parseLong(words[4]),
                    words[5].equals("-") ? Operation.NEVER : Long.parseLong(words[5])));
        }
        return new History(operations);
    }
}
