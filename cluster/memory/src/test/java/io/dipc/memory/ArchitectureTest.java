package io.dipc.memory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom in memory. */
@AnalyzeClasses(packages = "io.dipc.memory", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String TRANSPORT = "io.dipc.memory.transport..";

    @ArchTest
    static final ArchRule THE_PROTOCOL_KNOWS_THE_JDK = noClasses()
            .that()
            .resideOutsideOfPackages("io.dipc.memory.runtime..", TRANSPORT)
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    "io.dipc.memory..", "io.dipc.objects.region..", "java.lang..", "java.util..", "java.nio");

    @ArchTest
    static final ArchRule THE_RUNTIME_KNOWS_THE_ENGINE_BY_ITS_INTERFACE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.dipc.engine.*..", "io.dipc.proxies..", "io.dipc.agent..", "com.hazelcast..");

    @ArchTest
    static final ArchRule ONLY_THE_TRANSPORT_KNOWS_NETTY = noClasses()
            .that()
            .resideOutsideOfPackage(TRANSPORT)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.netty..");

    @ArchTest
    static final ArchRule THE_TRANSPORT_KNOWS_MESSAGES_ALONE = noClasses()
            .that()
            .resideInAPackage(TRANSPORT)
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(
                    TRANSPORT,
                    "io.dipc.memory.message..",
                    "io.netty..",
                    "org.slf4j..",
                    "java.lang..",
                    "java.util..",
                    "java.net..",
                    "java.io..",
                    "java.nio..");

    @ArchTest
    static final ArchRule THE_PROTOCOL_KNOWS_NEITHER_THREADS_NOR_CLOCKS = noClasses()
            .that()
            .resideOutsideOfPackages("io.dipc.memory.runtime..", TRANSPORT)
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Thread.class, Runtime.class, java.util.Timer.class)
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.concurrent..")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule LAYERS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("runtime")
            .definedBy("io.dipc.memory.runtime..")
            .optionalLayer("transport")
            .definedBy(TRANSPORT)
            .layer("node")
            .definedBy("io.dipc.memory")
            .layer("cache")
            .definedBy("io.dipc.memory.cache..")
            .layer("cuts")
            .definedBy("io.dipc.memory.cuts..")
            .layer("directory")
            .definedBy("io.dipc.memory.directory..")
            .layer("port")
            .definedBy("io.dipc.memory.port..")
            .layer("message")
            .definedBy("io.dipc.memory.message..")
            .layer("transport")
            .definedBy(TRANSPORT)
            .layer("options")
            .definedBy("io.dipc.memory.options..")
            .whereLayer("runtime")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("node")
            .mayOnlyBeAccessedByLayers("runtime")
            .whereLayer("cache")
            .mayOnlyBeAccessedByLayers("runtime", "node")
            .whereLayer("cuts")
            .mayOnlyBeAccessedByLayers("runtime", "cache")
            .whereLayer("directory")
            .mayOnlyBeAccessedByLayers("node")
            .whereLayer("port")
            .mayOnlyBeAccessedByLayers("runtime", "node", "cache", "cuts", "directory")
            .whereLayer("message")
            .mayOnlyBeAccessedByLayers("runtime", "node", "cache", "cuts", "directory", "port", "transport")
            .whereLayer("transport")
            .mayOnlyBeAccessedByLayers("runtime")
            .whereLayer("options")
            .mayOnlyBeAccessedByLayers("runtime", "node", "cache", "cuts", "directory");
}
