package io.dipc.agent.options;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The text after {@code -javaagent:dipc.jar=}: {@code key=value} pairs separated by commas or semicolons. A piece after
 * a comma that has no {@code =} belongs to the value before it, so that {@code join=hostA,hostB:5801,port=5800} is a list
 * and a port. The word {@code helper} alone stands for {@code helper=true}.
 */
final class AgentArguments {

    private AgentArguments() {}

    /**
     * @param text may be null or empty
     * @return values by key, in order; keys are not checked
     * @throws OptionException if a piece is no pair
     */
    static Map<String, String> parse(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (text == null || text.isBlank()) {
            return pairs;
        }
        String key = null;
        int start = 0;
        for (int end = 0; end <= text.length(); end++) {
            if (end < text.length() && text.charAt(end) != ',' && text.charAt(end) != ';') {
                continue;
            }
            String piece = text.substring(start, end).strip();
            boolean afterComma = start > 0 && text.charAt(start - 1) == ',';
            if (piece.equals(Option.HELPER.key())) {
                piece += "=true";
            }
            int equals = piece.indexOf('=');
            if (equals > 0) {
                key = piece.substring(0, equals).strip();
                if (pairs.put(key, piece.substring(equals + 1).strip()) != null) {
                    throw new OptionException(
                            key + " is given twice in the agent arguments " + text + " (expected: once)");
                }
            } else if (afterComma && key != null && equals < 0) {
                pairs.merge(key, piece, (before, more) -> before + ',' + more);
            } else if (!piece.isEmpty()) {
                throw new OptionException("agent arguments: " + piece
                        + " (expected: key=value pairs separated by commas, such as cluster=demo,port=5800-5899)");
            }
            start = end + 1;
        }
        return pairs;
    }
}
