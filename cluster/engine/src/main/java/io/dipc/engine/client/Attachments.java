package io.dipc.engine.client;

import io.dipc.engine.protocol.Request;
import io.dipc.engine.protocol.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * Objects that the program can no longer reach here: the session leaves them, so that a home may forget those that nobody
 * uses. An object that is stored under the key meanwhile is opened when the home has heard of that. Single-threaded.
 */
final class Attachments {
    private final Map<Long, KeyState> keys;
    private final LongSupplier self;
    private final Consumer<Inquiry> inquirer;
    private final List<KeyState> unused = new ArrayList<>();
    /** For keys whose object the session is leaving: what waits for that. */
    private final Map<String, List<Runnable>> detaching = new HashMap<>();

    /**
     * @param keys the objects that the session has joined, by incarnation
     * @param self the session
     * @param inquirer asks inquiries
     */
    Attachments(Map<Long, KeyState> keys, LongSupplier self, Consumer<Inquiry> inquirer) {
        this.keys = keys;
        this.self = self;
        this.inquirer = inquirer;
    }

    /** The program can reach the object in one way more. */
    void retain(KeyState key) {
        key.handles++;
    }

    /** The program can reach the object in one way less. */
    void release(KeyState key) {
        if (--key.handles == 0) {
            unused.add(key);
        }
    }

    /**
     * @param then runs as soon as the session has left the object of that key
     * @return whether it is leaving one; otherwise {@code then} is not used
     */
    boolean awaitDetached(String key, Runnable then) {
        List<Runnable> waiting = detaching.get(key);
        return waiting != null && waiting.add(then);
    }

    /**
     * Leaves the objects that are unused and of which nothing is in progress. Of two objects that had one key, since it
     * was removed meanwhile, one after the other.
     *
     * @param opening the keys that are being opened
     */
    void tick(Set<String> opening) {
        unused.removeIf(key -> {
            if (key.handles > 0 || keys.get(key.incarnation()) != key) {
                return true;
            }
            boolean leaves = key.quiet() && !opening.contains(key.name()) && !detaching.containsKey(key.name());
            if (leaves) {
                detach(key);
            }
            return leaves;
        });
    }

    private void detach(KeyState key) {
        keys.remove(key.incarnation());
        key.detached = true;
        detaching.put(key.name(), new ArrayList<>());
        long session = self.getAsLong();
        inquirer.accept(new Inquiry(key.partition()) {
            @Override
            protected Request request(long reference) {
                return new Request.Detach(reference, key.incarnation(), session);
            }

            @Override
            protected boolean tells() {
                return true;
            }

            @Override
            protected void replied(Status status, byte[] bytes) {
                detaching.remove(key.name()).forEach(Runnable::run);
            }

            @Override
            protected void failed(RuntimeException reason) {
                detaching.remove(key.name()).forEach(Runnable::run);
            }
        });
    }
}
