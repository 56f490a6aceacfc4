package io.dipc.proxies;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Whom the proxies may know. */
@AnalyzeClasses(packages = "io.dipc.proxies", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule PROXIES_KNOW_THE_ENGINE_BY_ITS_INTERFACE = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "io.dipc.engine.*..",
                    "io.dipc.agent..",
                    "io.dipc.rewriter..",
                    "io.dipc.bridge..",
                    "com.hazelcast..");

    @ArchTest
    static final ArchRule ONLY_ELEMENTS_KNOW_KRYO = noClasses()
            .that()
            .resideOutsideOfPackage("io.dipc.proxies.elements..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("com.esotericsoftware..", "org.objenesis..");

    @ArchTest
    static final ArchRule ELEMENTS_KNOW_NO_QUEUE = noClasses()
            .that()
            .resideInAPackage("io.dipc.proxies.elements..")
            .should()
            .dependOnClassesThat(resideInAPackage("io.dipc.engine..")
                    .or(resideInAPackage("io.dipc.objects.."))
                    .or(resideInAPackage("io.dipc.proxies.queue.."))
                    .or(resideInAPackage("io.dipc.proxies.binding..")));

    @ArchTest
    static final ArchRule EVERYTHING_RUNS_IN_THE_CALLING_THREAD_BUT_TASKS = noClasses()
            .that()
            .resideOutsideOfPackages("io.dipc.proxies.executor", "io.dipc.proxies.binding")
            .should()
            .callConstructor(Thread.class)
            .orShould()
            .callConstructor(Thread.class, Runnable.class)
            .orShould()
            .dependOnClassesThat()
            .belongToAnyOf(
                    java.util.concurrent.Executors.class,
                    java.util.concurrent.ForkJoinPool.class,
                    java.util.concurrent.CompletableFuture.class);

    @ArchTest
    static final ArchRule BINDING_STARTS_NO_THREADS = noClasses()
            .that()
            .resideInAPackage("io.dipc.proxies.binding")
            .should()
            .dependOnClassesThat()
            .areAssignableTo(Thread.class);
}
