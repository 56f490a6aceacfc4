package io.dipc.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.it.harness.Product;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What dipc.jar consists of. */
class DipcJarIT {

    /** All that the application's loaders see. */
    private static final Set<String> VISIBLE = new TreeSet<>(List.of(
            "META-INF/MANIFEST.MF",
            "io/dipc/ClusterUnavailableException.class",
            "io/dipc/Delivery.class",
            "io/dipc/DipcException.class",
            "io/dipc/Distributed.class",
            "io/dipc/ElementException.class",
            "io/dipc/Execution.class",
            "io/dipc/KeyRemovedException.class",
            "io/dipc/KindMismatchException.class",
            "io/dipc/NotDistributableException.class",
            "io/dipc/ObjectLostException.class",
            "io/dipc/OnCrash.class",
            "io/dipc/OutcomeUnknownException.class",
            "io/dipc/PageLostException.class",
            "io/dipc/SessionLostException.class",
            "io/dipc/TaskLostException.class",
            "io/dipc/agent/Agent.class",
            "io/dipc/agent/AgentLoader.class",
            "io/dipc/agent/Helper.class",
            "io/dipc/agent/Installation.class",
            "io/dipc/agent/Main.class",
            "io/dipc/agent/PackedClasses.class",
            "io/dipc/agent/RewriterSource.class",
            "io/dipc/agent/Settings.class",
            "io/dipc/agent/StartFailure.class",
            "io/dipc/rewriter/prefilter/Gate.class",
            "io/dipc/rewriter/prefilter/PreFilter$Dictionary.class",
            "io/dipc/rewriter/prefilter/PreFilter.class",
            "io/dipc/rewriter/prefilter/ReflectiveStores.class",
            "io/dipc/rewriter/prefilter/SupportedTypes.class"));

    private static final Pattern LICENCE = Pattern.compile("META-INF/licenses/[^/]+/.+");

    /** What is hidden, beside the packed classes. */
    private static final Pattern HIDDEN_RESOURCE =
            Pattern.compile("inst/(META-INF/services/[^/]+|hazelcast-(client-)?default\\.(xml|yaml))");

    private static final Set<String> PACK = Set.of("inst/classes.index", "inst/classes.data");

    /** Where hidden classes may be: our parts, and the libraries that we have chosen. */
    private static final Pattern HIDDEN_CLASS = Pattern.compile("("
            + "io/dipc/(agent/(cli|helper|logging|options|unsafe|wiring)|bridge|buffers|engine|memory|objects|proxies|rewriter)"
            + "|com/hazelcast|io/microraft|io/netty|com/esotericsoftware|org/objenesis|org/objectweb/asm|org/slf4j|org/snakeyaml/engine|picocli"
            + ")/.+");

    private JarFile jar;

    @BeforeEach
    void open() throws IOException {
        jar = new JarFile(Product.dipcJar().toFile());
    }

    @AfterEach
    void close() throws IOException {
        jar.close();
    }

    private List<JarEntry> files() {
        return Collections.list(jar.entries()).stream()
                .filter(entry -> !entry.isDirectory())
                .toList();
    }

    @Test
    void rootHasTheApiAndTheEntryClassesOnly() {
        Set<String> root = new TreeSet<>();
        for (JarEntry entry : files()) {
            String name = entry.getName();
            if (!name.startsWith("inst/") && !LICENCE.matcher(name).matches()) {
                root.add(name);
            }
        }
        assertThat(root).isEqualTo(VISIBLE);
    }

    /** The packed class files by name. The form is described in {@code io.dipc.agent.PackedClasses}. */
    private Map<String, byte[]> hiddenClasses() throws IOException {
        byte[] data = jar.getInputStream(jar.getEntry("inst/classes.data")).readAllBytes();
        Map<String, byte[]> classes = new TreeMap<>();
        try (DataInputStream index =
                new DataInputStream(new InflaterInputStream(jar.getInputStream(jar.getEntry("inst/classes.index"))))) {
            for (int high = index.read(); high >= 0; high = index.read()) {
                byte[] name = index.readNBytes(high << 8 | index.readUnsignedByte());
                InputStream deflated = new ByteArrayInputStream(data, index.readInt(), index.readInt());
                byte[] content = new InflaterInputStream(deflated).readAllBytes();
                assertThat(content).hasSize(index.readInt());
                assertThat(classes.put(new String(name, StandardCharsets.ISO_8859_1), content))
                        .isNull();
            }
        }
        return classes;
    }

    @Test
    void nothingBelowInstIsAClassForOtherLoaders() {
        assertThat(files())
                .map(JarEntry::getName)
                .filteredOn(name -> name.startsWith("inst/"))
                .containsAll(PACK)
                .allMatch(name ->
                        PACK.contains(name) || HIDDEN_RESOURCE.matcher(name).matches());
    }

    @Test
    void hiddenClassesAreOursOrOfKnownLibraries() throws IOException {
        assertThat(hiddenClasses().keySet())
                .contains("io/dipc/engine/Cluster", "com/hazelcast/core/HazelcastInstance")
                .allMatch(name -> HIDDEN_CLASS.matcher(name).matches());
    }

    @Test
    void noClassIsInBothPartitions() throws IOException {
        assertThat(hiddenClasses().keySet())
                .doesNotContainAnyElementsOf(VISIBLE.stream()
                        .map(name -> name.replaceFirst("\\.class$", ""))
                        .toList());
    }

    @Test
    void everyLibraryBringsItsLicenceIfItHasOne() {
        assertThat(files())
                .map(JarEntry::getName)
                .filteredOn(name -> LICENCE.matcher(name).matches())
                .anyMatch(name -> name.contains("/hazelcast-"))
                .anyMatch(name -> name.contains("/slf4j-api-"));
    }

    @Test
    void noHiddenClassCallsTheUnsafeThatWarns() throws IOException {
        hiddenClasses().forEach((name, content) -> {
            String text = new String(content, StandardCharsets.ISO_8859_1);
            assertThat(text.contains("sun/misc/Unsafe")).as(name).isFalse();
        });
    }

    @Test
    void allTimesAreTheSame() {
        assertThat(files().stream().map(JarEntry::getTimeLocal).distinct()).hasSize(1);
    }

    @Test
    void manifestNamesTheEntryClasses() throws IOException {
        Attributes attributes = jar.getManifest().getMainAttributes();
        assertThat(attributes.getValue("Premain-Class")).isEqualTo("io.dipc.agent.Agent");
        assertThat(attributes.getValue("Agent-Class")).isEqualTo("io.dipc.agent.Agent");
        assertThat(attributes.getValue("Main-Class")).isEqualTo("io.dipc.agent.Main");
        assertThat(attributes.getValue("Launcher-Agent-Class")).isEqualTo("io.dipc.agent.Main");
        assertThat(attributes.getValue("Can-Retransform-Classes")).isEqualTo("true");
        assertThat(attributes.getValue("Multi-Release")).isNull();
    }
}
