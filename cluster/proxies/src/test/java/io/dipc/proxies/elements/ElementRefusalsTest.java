package io.dipc.proxies.elements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.ElementException;
import io.dipc.proxies.elements.SampleElements.Color;
import io.dipc.proxies.elements.SampleElements.Custom;
import io.dipc.proxies.elements.SampleElements.Names;
import io.dipc.proxies.elements.SampleElements.Node;
import io.dipc.proxies.elements.SampleElements.Plain;
import io.dipc.proxies.elements.SampleElements.PlainRecord;
import io.dipc.proxies.elements.SampleElements.SerializableRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What does not travel is refused at once, with a line that says what it is, and nothing is mangled. */
class ElementRefusalsTest {
    private final ElementCodec codec = Codecs.standard();

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
                        ElementRefusalsTest.class.getClassLoader(),
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
            assertThat(codec.decode(codec.encode(new PlainRecord("a", 1, null), "k"), "k"))
                    .isEqualTo(new PlainRecord("a", 1, null));
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
            ElementCodec elsewhere = Codecs.of(empty, ElementFilter.standard());
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
        ElementCodec strict = Codecs.of(
                getClass().getClassLoader(), ElementFilter.of(PlainRecord.class.getName() + ";!java.util.Date"));
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
