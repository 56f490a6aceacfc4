package io.dipc.proxies.elements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.ElementException;
import java.io.ByteArrayInputStream;
import java.io.Externalizable;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInput;
import java.io.ObjectInputStream;
import java.io.ObjectOutput;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ElementCodecTest {
    /** The tests are in no module. */
    private static final Consumer<Class<?>> OPENER = type -> {
        throw new AssertionError(type + " is open");
    };

    private final ElementCodec codec = new ElementCodec(
            ElementCodecTest.class.getClassLoader(), ElementFilter.standard(), OPENER, new NoProxies());

    static Stream<Object> equalElements() {
        return Stream.of(
                "",
                "plain",
                "é€ \u0000",
                "😀 and a lone \uD83D",
                1,
                Integer.MIN_VALUE,
                -1L,
                Long.MAX_VALUE,
                true,
                false,
                1.5,
                Double.NaN,
                -0.0,
                'x',
                '\uFFFF',
                1.5f,
                (short) -3,
                (byte) -128,
                new BigInteger("123456789012345678901234567890"),
                new BigDecimal("1.50"),
                Instant.EPOCH,
                Duration.ofSeconds(3),
                LocalDate.of(2026, 2, 3),
                UUID.fromString("01234567-89ab-cdef-0123-456789abcdef"),
                URI.create("http://example.com/"),
                Locale.GERMANY,
                TimeUnit.DAYS,
                List.of(1, "a"),
                List.of(),
                Map.of("a", 1),
                Set.of(3),
                Arrays.asList("a", null),
                new ArrayList<>(List.of("a", "b")),
                new TreeMap<>(Map.of("a", List.of(1))),
                EnumSet.of(Color.RED, Color.GREEN),
                new EnumMap<>(Map.of(Color.RED, 1)),
                Collections.unmodifiableList(new ArrayList<>(List.of(1))),
                BitSet.valueOf(new long[] {5}),
                String.class,
                Color.RED,
                Color.GREEN,
                new SerializableRecord("a", 1),
                new PlainRecord("a", 1, null),
                new PlainRecord("a", 1, new PlainRecord("b", 2, List.of("x"))),
                new PlainRecord("enum", 1, Color.GREEN),
                new PlainRecord("java", 1, UUID.fromString("01234567-89ab-cdef-0123-456789abcdef")),
                new PlainRecord("path", 1, LocalDate.of(2026, 1, 1)),
                new PlainRecord("array", 1, List.of(Optional.of(1))),
                new ArrayList<>(List.of(new PlainRecord("a", 1, null))),
                List.of(new PlainRecord("a", 1, null), new PlainRecord("b", 1, null), new PlainRecord("c", 1, null)),
                Map.of("k", new PlainRecord("a", 1, null)),
                Set.of(new PlainRecord("a", 1, null)),
                Optional.of(new PlainRecord("a", 1, null)),
                Optional.of(1),
                Collections.singletonList(new PlainRecord("a", 1, null)),
                new Plain("a", 3),
                new PublicPlain("a", 3),
                new Derived("a", 3, List.of(4L)),
                new Custom("kept"),
                new External("kept"),
                new PlainRecord("custom inside", 1, new Custom("kept")),
                new PlainRecord("external inside", 1, new External("kept")),
                new PlainRecord("enum map inside", 1, new EnumMap<>(Map.of(Color.RED, 1))),
                new PlainRecord("enum set inside", 1, EnumSet.allOf(Color.class)),
                new PlainRecord("list subclass inside", 1, new Names("x", "y")),
                new PlainRecord("unmodifiable inside", 1, Collections.unmodifiableList(new ArrayList<>(List.of(1, 2)))),
                Path.of("/tmp/a file"),
                Path.of(""),
                new PlainRecord("path inside", 1, Path.of("relative/ü")),
                new AbstractMap.SimpleEntry<>("k", 1),
                new AbstractMap.SimpleImmutableEntry<>("k", null),
                new AbstractMap.SimpleEntry<>("k", new PlainRecord("a", 1, null)),
                new AbstractMap.SimpleImmutableEntry<>("k", new PlainRecord("a", 1, null)),
                new Replaced("replaced"),
                new PlainRecord("replaced inside", 1, new Replaced("replaced")),
                new Box<>(new Box<>(List.of(Map.of("a", new Box<>(1L))))));
    }

    @ParameterizedTest
    @MethodSource("equalElements")
    void comesBackEqualAndOfTheSameClass(Object element) {
        Object copy = copy(element);
        assertThat(copy).isEqualTo(element);
        assertThat(copy.getClass()).isEqualTo(element.getClass());
    }

    @Test
    void entriesOfMapsComeBackEqual() {
        Map<String, Object> map = new HashMap<>();
        map.put("k", new PlainRecord("a", 1, null));
        for (Map.Entry<?, ?> entry : List.of(
                map.entrySet().iterator().next(),
                new TreeMap<>(map).firstEntry(),
                new LinkedHashMap<>(map).entrySet().iterator().next(),
                Map.entry("a", 1))) {
            assertThat(copy(entry)).isEqualTo(entry);
        }
    }

    @Test
    void exceptionsComeBack() {
        Exception exception = new IllegalStateException("outer", new IOException("inner"));
        exception.addSuppressed(new RuntimeException("suppressed"));
        Exception copy = (Exception) copy(exception);
        assertThat(copy).isExactlyInstanceOf(IllegalStateException.class).hasMessage("outer");
        assertThat(copy.getCause()).isExactlyInstanceOf(IOException.class).hasMessage("inner");
        assertThat(copy.getSuppressed()).hasSize(1);
        assertThat(copy.getStackTrace()).isEqualTo(exception.getStackTrace());
        ElementCodec strict =
                new ElementCodec(getClass().getClassLoader(), ElementFilter.of("com.acme.**"), OPENER, new NoProxies());
        assertThat(strict.decode(strict.encode(exception, "k"), "k")).hasToString(exception.toString());
    }

    @Test
    void pathOfAnotherFileSystemIsRefused() throws IOException {
        Path archive = java.nio.file.Files.createTempDirectory("codec").resolve("a.zip");
        try (java.nio.file.FileSystem zip =
                java.nio.file.FileSystems.newFileSystem(archive, Map.of("create", "true"))) {
            assertThatThrownBy(() -> codec.encode(zip.getPath("/x"), "k"))
                    .isInstanceOf(ElementException.class)
                    .hasMessageContaining("zip");
        } finally {
            java.nio.file.Files.deleteIfExists(archive);
            java.nio.file.Files.delete(archive.getParent());
        }
    }

    @Test
    void readObjectThatFailsIsNamed() {
        byte[] body = codec.encode(new Unreadable(), "k");
        assertThatThrownBy(() -> codec.decode(body, "k"))
                .isInstanceOf(ElementException.class)
                .hasMessageContaining("not here");
    }

    @Test
    void arraysComeBack() {
        assertThat((byte[]) copy(new byte[] {1, 2})).containsExactly(1, 2);
        assertThat((int[]) copy(new int[] {1, 2})).containsExactly(1, 2);
        assertThat((String[][]) copy(new String[][] {{"a"}, null})).isDeepEqualTo(new String[][] {{"a"}, null});
        assertThat((Object[]) copy(new Object[] {new PlainRecord("a", 1, null), 3}))
                .containsExactly(new PlainRecord("a", 1, null), 3);
        assertThat((PlainRecord[]) copy(new PlainRecord[] {new PlainRecord("a", 1, null)}))
                .containsExactly(new PlainRecord("a", 1, null));
    }

    @Test
    void byteArrayIsCopied() {
        byte[] bytes = {1};
        byte[] body = codec.encode(bytes, "k");
        bytes[0] = 2;
        assertThat((byte[]) codec.decode(body, "k")).containsExactly(1);
    }

    @Test
    void numbersThatAreNotValuesComeBack() {
        assertThat(((AtomicInteger) copy(new AtomicInteger(4))).get()).isEqualTo(4);
        assertThat(((AtomicLong) ((PlainRecord) copy(new PlainRecord("a", 1, new AtomicLong(4)))).more()).get())
                .isEqualTo(4);
        assertThat(copy(new StringBuilder("x"))).hasToString("x");
    }

    @Test
    void cyclesAndSharedObjectsAreKept() {
        Node node = new Node();
        node.next = node;
        node.names = new ArrayList<>(List.of("a"));
        node.sameNames = node.names;
        Node copy = (Node) copy(node);
        assertThat(copy.next).isSameAs(copy);
        assertThat(copy.sameNames).isSameAs(copy.names).isEqualTo(List.of("a"));
    }

    @Test
    void innerClassTravelsWithWhatItSees() {
        Outer outer = new Outer("seen");
        assertThat(((Outer.Inner) copy(outer.new Inner())).outer()).isEqualTo("seen");
        String captured = new String("captured");
        Object local = new Object() {
            @Override
            public String toString() {
                return captured + ElementCodecTest.class.getSimpleName();
            }
        };
        // this anonymous class sees the test too, whose fields can all be written
        assertThat(copy(new Captures(captured))).hasToString("captured");
        assertThat(local.toString()).startsWith("captured");
    }

    @Test
    void transientFieldsDoNotTravelAndNoConstructorRuns() {
        int before = Counted.constructed.get();
        Counted copy = (Counted) copy(new Counted(3));
        assertThat(copy.kept).isEqualTo(3);
        assertThat(copy.dropped).isNull();
        assertThat(Counted.constructed.get()).isEqualTo(before + 1);
    }

    @Test
    void readResolveIsHeeded() {
        assertThat(copy(Singleton.ONLY)).isSameAs(Singleton.ONLY);
        assertThat(((PlainRecord) copy(new PlainRecord("a", 1, Singleton.ONLY))).more())
                .isSameAs(Singleton.ONLY);
    }

    @Test
    void serializableLambdaTravels() {
        String captured = "captured";
        Supplier<String> lambda = (Supplier<String> & Serializable) () -> captured;
        assertThat(((Supplier<?>) copy(lambda)).get()).isEqualTo("captured");
    }

    @Test
    void serializableProxyTravels() {
        Object proxy = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Supplier.class}, new Answer("answered"));
        assertThat(((Supplier<?>) copy(proxy)).get()).isEqualTo("answered");
    }

    @Test
    void linkedMapKeepsItsOrder() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("z", new PlainRecord("a", 1, null));
        map.put("a", new PlainRecord("b", 1, null));
        assertThat(((Map<?, ?>) copy(map)).keySet().toArray()).containsExactly("z", "a");
    }

    @Test
    void largeElementComesBack() {
        byte[] large = new byte[5_000_000];
        large[4_999_999] = 7;
        assertThat((byte[]) copy(large)).isEqualTo(large);
        List<PlainRecord> many = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            many.add(new PlainRecord("name " + i, i, null));
        }
        assertThat(copy(many)).isEqualTo(many);
    }

    static Stream<Object> refusedElements() {
        return Stream.of(
                new Thread("never started"),
                new ThreadOfTheApplication(),
                new Socket(),
                new ReentrantLock() {
                    private static final long serialVersionUID = 1L;
                    private final transient Object state = new Object();

                    private Object writeReplace() {
                        return state;
                    }
                },
                new Object(),
                new ByteArrayInputStream(new byte[0]),
                new FailingException(new Thread()),
                Optional.of(new Thread("inside")),
                new PlainRecord("thread inside", 1, new Thread("inside")),
                new PlainRecord("sentinel inside", 1, new Object()),
                new ArrayList<>(List.of(new Thread("inside"))),
                new Plain("thread inside", new Thread("inside")),
                Collections.synchronizedList(new ArrayList<>(List.of(new PlainRecord("a", 1, null)))),
                new StreamOfTheApplication(),
                ClassLoader.getSystemClassLoader(),
                new Names("contains plain", new PlainRecord("a", 1, null)),
                Proxy.newProxyInstance(
                        ElementCodecTest.class.getClassLoader(),
                        new Class<?>[] {Runnable.class},
                        (proxy, method, arguments) -> null));
    }

    @ParameterizedTest
    @MethodSource("refusedElements")
    void isRefusedAtOnceRatherThanMangled(Object element) {
        assertThatThrownBy(() -> codec.encode(element, "jobs"))
                .isInstanceOf(ElementException.class)
                .hasMessageStartingWith("Key \"jobs\": an element of class "
                        + element.getClass().getName() + " cannot be sent to other members: ")
                .hasMessageNotContainingAny("\n");
    }

    @Test
    void refusalNamesThePath() {
        assertThatThrownBy(() -> codec.encode(new PlainRecord("a", 1, new Plain("x", new Thread())), "jobs"))
                .isInstanceOf(ElementException.class)
                .hasMessageContaining(
                        " cannot be sent to other members: PlainRecord.more.value: java.lang.Thread is a ");
    }

    @Test
    void codecWorksAfterARefusal() {
        for (int i = 0; i < 50; i++) {
            assertThatThrownBy(() -> codec.encode(new PlainRecord("a", 1, new Thread()), "k"))
                    .isInstanceOf(ElementException.class);
            assertThat(copy(new PlainRecord("a", 1, null))).isEqualTo(new PlainRecord("a", 1, null));
        }
    }

    @Test
    void chainThatIsTooLongIsRefused() {
        Node first = new Node();
        Node last = first;
        for (int i = 0; i < 200_000; i++) {
            last.next = new Node();
            last = last.next;
        }
        assertThatThrownBy(() -> codec.encode(first, "k"))
                .isInstanceOf(ElementException.class)
                .hasMessageContaining("too long a chain");
    }

    @Test
    void exceptionOfTheApplicationIsTheCause() {
        assertThatThrownBy(() -> codec.encode(new Throwing(), "k"))
                .isInstanceOf(ElementException.class)
                .hasMessageContaining(Throwing.class.getName())
                .hasRootCauseMessage("not today");
    }

    @Test
    void unknownClassIsNamed() throws IOException {
        try (URLClassLoader empty = new URLClassLoader(new URL[0], ClassLoader.getPlatformClassLoader())) {
            ElementCodec elsewhere = new ElementCodec(empty, ElementFilter.standard(), OPENER, new NoProxies());
            for (Object element : List.of(
                    new PlainRecord("a", 1, null), new SerializableRecord("a", 1), new Custom("a"), Color.RED)) {
                byte[] body = codec.encode(element, "k");
                assertThatThrownBy(() -> elsewhere.decode(body, "jobs"))
                        .isInstanceOf(ElementException.class)
                        .hasMessageStartingWith("Key \"jobs\": an element cannot be read here, and stays where it is: ")
                        .hasMessageContaining("class " + element.getClass().getName() + " is not known here");
            }
            assertThat(elsewhere.decode(codec.encode(List.of(1), "k"), "k")).isEqualTo(List.of(1));
        }
    }

    @Test
    void classesComeFromTheLoaderGiven() throws Exception {
        URL[] classes = {
            ElementCodecTest.class.getProtectionDomain().getCodeSource().getLocation()
        };
        try (URLClassLoader other = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader())) {
            ElementCodec elsewhere = new ElementCodec(other, ElementFilter.standard(), OPENER, new NoProxies());
            for (Object element : List.of(new PlainRecord("a", 1, null), new SerializableRecord("a", 1))) {
                Object copy = elsewhere.decode(codec.encode(element, "k"), "k");
                assertThat(copy.getClass().getClassLoader()).isSameAs(other);
                assertThat(copy).hasToString(element.toString());
            }
        }
    }

    @Test
    void gadgetsAreRefusedBothWays() {
        for (Object gadget : List.of(
                new javax.management.BadAttributeValueExpException("x"),
                new javax.swing.event.EventListenerList(),
                new PlainRecord("inside", 1, new javax.management.BadAttributeValueExpException("x")))) {
            assertThatThrownBy(() -> codec.encode(gadget, "k"))
                    .isInstanceOf(ElementException.class)
                    .hasMessageContaining("never accepted");
        }
        byte[] stream = javaStream(new javax.management.BadAttributeValueExpException("x"));
        assertThatThrownBy(() -> codec.decode(stream, "k"))
                .isInstanceOf(ElementException.class)
                .hasMessageContaining("javax.management.BadAttributeValueExpException")
                .hasMessageContaining("never accepted");
    }

    @Test
    void allowListRefusesWhatItDoesNotName() {
        ElementCodec strict = new ElementCodec(
                getClass().getClassLoader(),
                ElementFilter.of(PlainRecord.class.getName() + ";!java.util.Date"),
                OPENER,
                new NoProxies());
        Object allowed = new PlainRecord("a", 1, new ArrayList<>(List.of(Instant.EPOCH, UUID.randomUUID())));
        assertThat(strict.decode(strict.encode(allowed, "k"), "k")).isEqualTo(allowed);
        for (Object element : List.of(new SerializableRecord("a", 1), new Plain("a", 1), new java.util.Date())) {
            assertThatThrownBy(() -> strict.encode(element, "k"))
                    .isInstanceOf(ElementException.class)
                    .hasMessageContaining("class " + element.getClass().getName() + " is not allowed by the filter");
            byte[] body = codec.encode(element, "k");
            assertThatThrownBy(() -> strict.decode(body, "k"))
                    .isInstanceOf(ElementException.class)
                    .hasMessageContaining("class " + element.getClass().getName() + " is not allowed by the filter");
        }
    }

    @Test
    void badPatternIsRefused() {
        assertThatThrownBy(() -> ElementFilter.of("maxdepth=x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ElementFilter.of(";")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void foreignBytesAreRefused() {
        for (byte[] body : List.of(
                new byte[0],
                new byte[] {0},
                new byte[] {0, 99},
                new byte[] {0, 4, 1},
                new byte[] {0, 5},
                new byte[] {0, ElementCodec.JAVA, 1, 2, 3},
                new byte[] {0, ElementCodec.KRYO},
                new byte[] {0, ElementCodec.KRYO, 99, 99, 99})) {
            assertThatThrownBy(() -> codec.decode(body, "k")).isInstanceOf(ElementException.class);
        }
    }

    @Test
    void isThreadSafe() {
        List<PlainRecord> elements = Stream.iterate(0, i -> i + 1)
                .limit(2_000)
                .map(i -> new PlainRecord("n" + i, i, Color.RED))
                .toList();
        assertThat(elements.parallelStream().map(this::copy).toList()).isEqualTo(elements);
    }

    private Object copy(Object element) {
        return codec.decode(codec.encode(element, "k"), "k");
    }

    private static byte[] javaStream(Object object) {
        try (java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
                java.io.ObjectOutputStream stream = prefixed(bytes)) {
            stream.writeObject(object);
            stream.flush();
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static java.io.ObjectOutputStream prefixed(java.io.ByteArrayOutputStream bytes) throws IOException {
        bytes.write(0);
        bytes.write(ElementCodec.JAVA);
        return new java.io.ObjectOutputStream(bytes);
    }

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

    private record Stand(String text) implements Serializable {
        private Object readResolve() {
            return new Replaced(text);
        }
    }

    private static final class FailingException extends Exception {
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // that is the point
        private final Object context;

        FailingException(Object context) {
            this.context = context;
        }

        @Override
        public String toString() {
            return "failing " + context;
        }
    }

    private static final class Unreadable implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream in) {
            throw new IllegalStateException("not here");
        }
    }

    record Captures(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    private static class Plain {
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

    private static final class Derived extends Plain {
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

    private static final class Node {
        private Node next;
        private List<String> names;
        private List<String> sameNames;
    }

    private static final class Outer {
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

    private static final class Counted {
        private static final AtomicInteger constructed = new AtomicInteger();
        private final int kept;
        private final transient String dropped = "dropped".repeat(2);

        Counted(int kept) {
            this.kept = kept;
            constructed.incrementAndGet();
        }
    }

    private static final class Singleton implements Serializable {
        private static final long serialVersionUID = 1L;
        private static final Singleton ONLY = new Singleton();

        private Object readResolve() {
            return ONLY;
        }
    }

    private static final class Custom implements Serializable {
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

    private static final class Names extends ArrayList<Object> {
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

    private record Answer(String text) implements InvocationHandler, Serializable {
        @Override
        public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] arguments) {
            return method.getName().equals("get") ? text : null;
        }
    }

    private static final class ThreadOfTheApplication extends Thread {}

    private static final class StreamOfTheApplication extends InputStream {
        private final HashMap<String, Integer> positions = new HashMap<>();

        @Override
        public int read() {
            return positions.getOrDefault("x", -1);
        }
    }

    private static final class Throwing implements Serializable {
        private static final long serialVersionUID = 1L;

        private void writeObject(java.io.ObjectOutputStream out) throws IOException {
            throw new IOException("not today");
        }
    }
}
