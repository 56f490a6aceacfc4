package io.dipc.proxies.elements;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Classes as programs may have them: elements that travel, by whichever way. */
final class SampleElements {

    private SampleElements() {}

    enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "green";
            }
        }
    }

    record SerializableRecord(String name, int number) implements Serializable {}

    record PlainRecord(String name, int number, Object more) {}

    record Box<T>(T content) {}

    record Replaced(String text) implements Serializable {
        private Object writeReplace() {
            return new Stand(text);
        }
    }

    record Stand(String text) implements Serializable {
        private Object readResolve() {
            return new Replaced(text);
        }
    }

    record Captures(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    static class Plain {
        private final String name;
        private final Object value;

        Plain(String name, Object value) {
            this.name = name;
            this.value = value;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Plain that && name.equals(that.name) && value.equals(that.value);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    /** With public fields, for which Kryo likes to generate code. */
    public static class PublicPlain {
        public String name;
        public int number;

        PublicPlain(String name, int number) {
            this.name = name;
            this.number = number;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof PublicPlain that && name.equals(that.name) && number == that.number;
        }

        @Override
        public int hashCode() {
            return number;
        }
    }

    static final class Derived extends Plain {
        /** The same name as in the superclass. */
        private final List<Long> value;

        Derived(String name, Object value, List<Long> own) {
            super(name, value);
            this.value = own;
        }

        @Override
        public boolean equals(Object other) {
            return super.equals(other) && other instanceof Derived that && value.equals(that.value);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }

    static final class Node {
        Node next;
        List<String> names;
        List<String> sameNames;
    }

    static final class Outer {
        private final String name;

        Outer(String name) {
            this.name = name;
        }

        final class Inner {
            String outer() {
                return name;
            }
        }
    }

    static final class Counted {
        static final AtomicInteger constructed = new AtomicInteger();
        final int kept;
        final transient String dropped = "dropped".repeat(2);

        Counted(int kept) {
            this.kept = kept;
            constructed.incrementAndGet();
        }
    }

    static final class Singleton implements Serializable {
        private static final long serialVersionUID = 1L;
        static final Singleton ONLY = new Singleton();

        private Object readResolve() {
            return ONLY;
        }
    }

    static final class Custom implements Serializable {
        private static final long serialVersionUID = 1L;
        private transient String text;

        Custom(String text) {
            this.text = text;
        }

        private void writeObject(java.io.ObjectOutputStream out) throws IOException {
            out.writeUTF(text);
        }

        private void readObject(ObjectInputStream in) throws IOException {
            text = in.readUTF();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Custom that && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }

    public static final class External implements Externalizable {
        private static final long serialVersionUID = 1L;
        private String text;

        public External() {}

        External(String text) {
            this.text = text;
        }

        @Override
        public void writeExternal(ObjectOutput out) throws IOException {
            out.writeUTF(text);
        }

        @Override
        public void readExternal(ObjectInput in) throws IOException {
            text = in.readUTF();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof External that && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }

    static final class Names extends ArrayList<Object> {
        private static final long serialVersionUID = 1L;
        private final String name;

        Names(String name, Object... elements) {
            super(List.of(elements));
            this.name = name;
        }

        @Override
        public boolean equals(Object other) {
            return super.equals(other) && other instanceof Names that && name.equals(that.name);
        }

        @Override
        public int hashCode() {
            return super.hashCode();
        }
    }

    record Answer(String text) implements InvocationHandler, Serializable {
        @Override
        public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
            return method.getName().equals("get") ? text : null;
        }
    }
}
