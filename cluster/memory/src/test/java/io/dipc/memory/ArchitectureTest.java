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

    @ArchTest
    static final ArchRule MEMORY_KNOWS_THE_JDK = noClasses()
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages("io.dipc.memory..", "java.lang..", "java.util..");

    @ArchTest
    static final ArchRule THE_PROTOCOL_KNOWS_NEITHER_THREADS_NOR_CLOCKS = noClasses()
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
            .layer("views")
            .definedBy("io.dipc.memory.views..")
            .layer("options")
            .definedBy("io.dipc.memory.options..")
            .whereLayer("node")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("cache")
            .mayOnlyBeAccessedByLayers("node")
            .whereLayer("cuts")
            .mayOnlyBeAccessedByLayers("cache")
            .whereLayer("directory")
            .mayOnlyBeAccessedByLayers("node")
            .whereLayer("port")
            .mayOnlyBeAccessedByLayers("node", "cache", "cuts", "directory")
            .whereLayer("message")
            .mayOnlyBeAccessedByLayers("node", "cache", "cuts", "directory", "port")
            .whereLayer("views")
            .mayOnlyBeAccessedByLayers("node", "cache", "cuts", "directory")
            .whereLayer("options")
            .mayOnlyBeAccessedByLayers("node", "cache", "cuts", "directory");
}
