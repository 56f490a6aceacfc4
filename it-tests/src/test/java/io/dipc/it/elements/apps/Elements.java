package io.dipc.it.elements.apps;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/** Puts elements of many classes, or takes and prints them. The field is named in a file. */
public final class Elements {
    static BlockingQueue<Object> elements = new LinkedBlockingQueue<>();

    private Elements() {}

    record Plain(String name, Object more) {}

    record Stream(int number) implements Serializable {}

    enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "green";
            }
        }
    }

    /** With a public field, in a class that others could see. */
    public static class Open {
        public int number;
        final List<Object> list = new ArrayList<>();

        Open(int number) {
            this.number = number;
            list.add(this);
        }

        @Override
        public String toString() {
            return "Open " + number + " " + (list.get(0) == this);
        }
    }

    private static List<Object> all() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("k", new Plain("value", null));
        return List.of(
                "text",
                7,
                new Plain("outer", new Plain("inner", List.of(1, 2))),
                new Stream(8),
                Color.RED,
                Color.GREEN,
                new Open(9),
                map,
                map.entrySet().iterator().next(),
                Path.of("dir", "file"),
                new IllegalStateException("failed"),
                lambda("captured", 10L));
    }

    private static Supplier<String> lambda(String text, long number) {
        return () -> "lambda " + text + number;
    }

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments[0].equals("put")) {
            for (Object element : all()) {
                elements.put(element);
            }
            refused(new Thread());
            Thread captured = new Thread();
            refused((Runnable) captured::start);
            refused(new Plain("inside", new Object()));
        } else {
            System.out.println("ready");
            for (int i = all().size(); i > 0; i--) {
                Object element = elements.take();
                System.out.println(element instanceof Supplier<?> lambda ? lambda.get() : element);
            }
        }
    }

    private static void refused(Object element) throws InterruptedException {
        try {
            elements.put(element);
            System.out.println("not refused: " + element);
        } catch (RuntimeException e) {
            System.out.println(e.getClass().getName());
        }
    }
}
