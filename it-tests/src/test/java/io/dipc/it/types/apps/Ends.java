package io.dipc.it.types.apps;

import io.dipc.Distributed;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingDeque;

/** Orders of two words, operation and element, for a blocking deque, a stack and a queue. Prints what comes out. */
public final class Ends {

    @Distributed("tasks")
    private static final BlockingDeque<String> TASKS = new LinkedBlockingDeque<>(2);

    @Distributed("stack")
    private static final Deque<String> STACK = new ConcurrentLinkedDeque<>();

    @Distributed("news")
    private static final Queue<String> NEWS = new ConcurrentLinkedQueue<>();

    private Ends() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        System.out.println("ready");
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in));
        for (String order = orders.readLine(); order != null; order = orders.readLine()) {
            String[] words = order.split(" ");
            System.out.println(order + ": " + execute(words[0], words.length > 1 ? words[1] : null));
        }
    }

    private static Object execute(String operation, String element) throws InterruptedException {
        return switch (operation) {
            case "putFirst" -> {
                TASKS.putFirst(element);
                yield "done";
            }
            case "offerLast" -> TASKS.offerLast(element);
            case "takeFirst" -> TASKS.takeFirst();
            case "takeLast" -> TASKS.takeLast();
            case "tasks" -> TASKS;
            case "push" -> {
                STACK.push(element);
                yield "done";
            }
            case "pop" -> STACK.pop();
            case "add" -> NEWS.add(element);
            case "poll" -> NEWS.poll();
            default -> throw new IllegalArgumentException(operation);
        };
    }
}
