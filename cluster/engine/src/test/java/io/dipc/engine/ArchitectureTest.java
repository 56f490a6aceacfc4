package io.dipc.engine;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom in the engine. */
@AnalyzeClasses(packages = "io.dipc", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ONLY_ONE_PACKAGE_KNOWS_HAZELCAST = noClasses()
            .that()
            .resideOutsideOfPackage("io.dipc.engine.network.hazelcast..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.hazelcast..");

    @ArchTest
    static final ArchRule THE_PROTOCOL_KNOWS_NEITHER_THREADS_NOR_CLOCKS = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.dipc.objects..",
                    "io.dipc.engine.protocol..",
                    "io.dipc.engine.link..",
                    "io.dipc.engine.view..",
                    "io.dipc.engine.replication..")
            .should()
            .dependOnClassesThat()
            .belongToAnyOf(Thread.class, Runtime.class, java.util.concurrent.locks.LockSupport.class)
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis")
            .orShould()
            .dependOnClassesThat()
            .resideInAnyPackage("java.net..", "java.nio.channels..", "java.nio.file..");

    @ArchTest
    static final ArchRule STATE_MACHINES_KNOW_NOBODY = noClasses()
            .that()
            .resideInAPackage("io.dipc.objects..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.dipc.engine..", "org.slf4j..");

    @ArchTest
    static final ArchRule LAYERS = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("protocol")
            .definedBy("io.dipc.engine.protocol..", "io.dipc.engine.view..")
            .layer("link")
            .definedBy("io.dipc.engine.link..")
            .layer("replication")
            .definedBy("io.dipc.engine.replication..")
            .layer("client")
            .definedBy("io.dipc.engine.client..")
            .layer("node")
            .definedBy("io.dipc.engine.node..")
            .layer("carrier")
            .definedBy("io.dipc.engine.network.hazelcast..")
            .whereLayer("node")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("carrier")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("link")
            .mayOnlyBeAccessedByLayers("node")
            .whereLayer("client")
            .mayOnlyBeAccessedByLayers("node")
            .whereLayer("replication")
            .mayOnlyBeAccessedByLayers("node", "client");
}
