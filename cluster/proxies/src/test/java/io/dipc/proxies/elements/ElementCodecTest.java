package io.dipc.proxies.elements;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.proxies.elements.SampleElements.Answer;
import io.dipc.proxies.elements.SampleElements.Box;
import io.dipc.proxies.elements.SampleElements.Captures;
import io.dipc.proxies.elements.SampleElements.Color;
import io.dipc.proxies.elements.SampleElements.Counted;
import io.dipc.proxies.elements.SampleElements.Custom;
import io.dipc.proxies.elements.SampleElements.Derived;
import io.dipc.proxies.elements.SampleElements.External;
import io.dipc.proxies.elements.SampleElements.Names;
import io.dipc.proxies.elements.SampleElements.Node;
import io.dipc.proxies.elements.SampleElements.Outer;
import io.dipc.proxies.elements.SampleElements.Plain;
import io.dipc.proxies.elements.SampleElements.PlainRecord;
import io.dipc.proxies.elements.SampleElements.PublicPlain;
import io.dipc.proxies.elements.SampleElements.Replaced;
import io.dipc.proxies.elements.SampleElements.SerializableRecord;
import io.dipc.proxies.elements.SampleElements.Singleton;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
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
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Elements come back as what they were; what cannot is {@link ElementRefusalsTest}. */
class ElementCodecTest {
    private final ElementCodec codec = Codecs.standard();

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
        ElementCodec strict = Codecs.of(getClass().getClassLoader(), ElementFilter.of("com.acme.**"));
        assertThat(strict.decode(strict.encode(exception, "k"), "k")).hasToString(exception.toString());
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

    @Test
    void classesComeFromTheLoaderGiven() throws Exception {
        URL[] classes = {
            ElementCodecTest.class.getProtectionDomain().getCodeSource().getLocation()
        };
        try (URLClassLoader other = new URLClassLoader(classes, ClassLoader.getPlatformClassLoader())) {
            ElementCodec elsewhere = Codecs.of(other, ElementFilter.standard());
            for (Object element : List.of(new PlainRecord("a", 1, null), new SerializableRecord("a", 1))) {
                Object copy = elsewhere.decode(codec.encode(element, "k"), "k");
                assertThat(copy.getClass().getClassLoader()).isSameAs(other);
                assertThat(copy).hasToString(element.toString());
            }
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
}
