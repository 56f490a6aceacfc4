package io.dipc.rewriter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.dipc.NotDistributableException;
import io.dipc.rewriter.refusal.ArrayUnderTwoKeys;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ArraysTest {
    private static final String IMPORTS = """
            package com.acme;
            import io.dipc.*;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.function.*;
            import java.util.stream.*;
            """;

    static List<Compiler> compilers() {
        return Compiler.all();
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void filledBeforeTheStore(Compiler compiler) throws Throwable {
        Sample sample = app(compiler, """
                @Distributed("fork") static Semaphore[] forks;
                static Object run() {
                    Semaphore[] made = {new Semaphore(1), null, new Semaphore(1)};
                    forks = made;
                    return new Object[] {made, forks};
                }
                """);

        Object[] arrays = (Object[]) sample.call("com.acme.App", "run");

        assertThat(arrays[0]).isSameAs(arrays[1]);
        assertProxies((Object[]) arrays[0], true, false, true);
        assertThat(sample.whats())
                .containsExactly("field com.acme.App.forks[0] key=fork[0]", "field com.acme.App.forks[2] key=fork[2]");
        assertThat(sample.binds.get(0).place().declaredType()).isEqualTo("java.util.concurrent.Semaphore");
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void filledAfterTheStore(Compiler compiler) throws Throwable {
        Sample sample = app(compiler, """
                @Distributed private final Queue<String>[] queues = make(4);
                @SuppressWarnings("unchecked") static Queue<String>[] make(int n) { return new Queue[n]; }
                App() {
                    for (int i = 0; i < 2; i++) {
                        queues[i] = new LinkedBlockingQueue<>();
                    }
                    Runnable lambda = () -> queues[2] = new ArrayBlockingQueue<>(1);
                    lambda.run();
                    Other.fill(queues);
                }
                static Object run() { return new App().queues; }
                """, """
                class Other {
                    static void fill(Queue<String>[] q) { q[q.length - 1] = new LinkedBlockingQueue<>(); }
                }
                """);

        assertProxies((Object[]) sample.call("com.acme.App", "run"), true, true, true, true);
        assertThat(sample.whats())
                .containsExactly(
                        "field com.acme.App.queues[0] key=com.acme.App.queues[0]",
                        "field com.acme.App.queues[1] key=com.acme.App.queues[1]",
                        "field com.acme.App.queues[2] key=com.acme.App.queues[2]",
                        "field com.acme.App.queues[3] key=com.acme.App.queues[3]");
    }

    @Test
    void aliasesAreTheSameArray() throws Throwable {
        Sample sample = app(Compiler.JAVAC, """
                @Distributed("fork") static Semaphore[] forks = new Semaphore[4];
                static Object run() {
                    Semaphore[] alias = forks;
                    alias[0] = new Semaphore(1);
                    Object[] wider = forks;
                    wider[1] = new Semaphore(1);
                    Holder holder = new Holder();
                    holder.array = forks;
                    holder.array[2] = new Semaphore(1);
                    List<Semaphore[]> list = List.<Semaphore[]>of(alias);
                    list.get(0)[3] = new Semaphore(1);
                    return forks;
                }
                static class Holder { Semaphore[] array; }
                """);

        assertProxies((Object[]) sample.call("com.acme.App", "run"), true, true, true, true);
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void whatIsStoredUnseenIsBoundWhenItIsRead(Compiler compiler) throws Throwable {
        Sample sample = app(compiler, """
                @Distributed("fork") static Semaphore[] forks = new Semaphore[3];
                static Object run() {
                    Semaphore[] alias = forks;
                    Arrays.setAll(forks, i -> new Semaphore(1));
                    Object loaded = alias[1];
                    Arrays.fill(forks, 0, 2, new Semaphore(1));
                    List<Object> seen = new ArrayList<>(Arrays.asList(forks));
                    System.arraycopy(new Semaphore[] {new Semaphore(1)}, 0, alias, 2, 1);
                    for (Semaphore s : forks) {
                        seen.add(s);
                    }
                    alias[0] = null;
                    java.lang.reflect.Array.set(alias, 0, new Semaphore(1));
                    Stream.of(forks).forEach(seen::add);
                    seen.add(loaded);
                    return seen.toArray();
                }
                """);

        assertThat((Object[]) sample.call("com.acme.App", "run")).hasSize(10).allMatch(Sample::isProxy);
    }

    @Test
    void otherArraysAreLeftAlone() throws Throwable {
        Sample sample = app(Compiler.JAVAC, """
                @Distributed("fork") static Semaphore[] forks = new Semaphore[1];
                static Object run() {
                    Semaphore[] own = {new Semaphore(1)};
                    String[] names = new String[2];
                    names[1] = "b";
                    int[][] numbers = {{1}, {2}};
                    numbers[1][0] = numbers[0][0];
                    own[0] = new Semaphore(2);
                    return new Object[] {own[0], names[1], numbers[1][0], forks.clone()};
                }
                """);

        Object[] all = (Object[]) sample.call("com.acme.App", "run");

        assertThat(all[0]).isExactlyInstanceOf(Semaphore.class);
        assertThat(all).contains("b", 1);
        assertThat(sample.binds).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void arraysOfArrays(Compiler compiler) throws Throwable {
        Sample sample = app(compiler, """
                @Distributed("grid") static Semaphore[][] grid = {{new Semaphore(1)}, null, new Semaphore[2]};
                static Object run() {
                    grid[1] = new Semaphore[] {null, new Semaphore(1)};
                    grid[2][0] = new Semaphore(1);
                    Semaphore[] row = grid[2];
                    row[1] = new Semaphore(1);
                    return new Object[] {grid[0][0], grid[1][1], grid[2][0], grid[2][1]};
                }
                """);

        assertProxies((Object[]) sample.call("com.acme.App", "run"), true, true, true, true);
        assertThat(sample.whats())
                .containsExactly(
                        "field com.acme.App.grid[0][0] key=grid[0][0]",
                        "field com.acme.App.grid[1][1] key=grid[1][1]",
                        "field com.acme.App.grid[2][0] key=grid[2][0]",
                        "field com.acme.App.grid[2][1] key=grid[2][1]");
    }

    @ParameterizedTest
    @MethodSource("compilers")
    void arraysInLocalVariables(Compiler compiler) throws Throwable {
        Sample sample = app(compiler, """
                static Object run() {
                    @Distributed("fork") Semaphore[] forks = new Semaphore[2];
                    for (int i = 0; i < forks.length; i++) {
                        forks[i] = new Semaphore(1);
                    }
                    return forks;
                }
                """);

        assertProxies((Object[]) sample.call("com.acme.App", "run"), true, true);
        assertThat(sample.binds)
                .extracting(bind -> bind.place().resolveKey(null))
                .containsExactly("fork[0]", "fork[1]");
    }

    @Test
    void keysOfFieldsOfTheObject() throws Throwable {
        Sample sample = app(Compiler.JAVAC, """
                @Distributed("row-{name}") private final Semaphore[] row = {new Semaphore(1)};
                private final String name;
                App(String name) { this.name = name; }
                static Object run() { return new Object[] {new App("a"), new App("b")}; }
                """);

        Object[] owners = (Object[]) sample.call("com.acme.App", "run");

        assertThat(owners).hasSize(2);
        assertThat(sample.whats())
                .containsExactly("field com.acme.App.row[0] key=row-a[0]", "field com.acme.App.row[0] key=row-b[0]");
    }

    @Test
    void configuredArray() throws Throwable {
        Map<String, byte[]> classes = Compiler.JAVAC.compile(IMPORTS + """
                class App {
                    static final Semaphore[] forks = new Semaphore[1];
                    static Object run() { forks[0] = new Semaphore(1); return forks; }
                }
                """);
        Sample sample = new Sample(
                classes, new RewriterConfig(Map.of("com.acme.App.forks", "fork"), Map.of(), Map.of(), Set.of(), true));

        assertProxies((Object[]) sample.call("com.acme.App", "run"), true);
        assertThat(sample.whats()).containsExactly("field com.acme.App.forks[0] key=fork[0]");
    }

    @Test
    void recordsAndFieldsOfOtherClasses() throws Throwable {
        Sample sample = app(Compiler.JAVAC, """
                record Table(@Distributed("fork") Semaphore[] forks) {}
                static Object run() {
                    Table table = new Table(new Semaphore[] {new Semaphore(1), null});
                    Other.fill(table.forks());
                    Semaphore[] stolen = Base.SEATS;
                    return new Object[] {table.forks()[0], table.forks()[1], Other.fillInherited(), stolen[0]};
                }
                """, """
                class Base { @Distributed("seat") protected static Semaphore[] SEATS = new Semaphore[1]; }
                """, """
                class Other extends Base {
                    static void fill(Semaphore[] some) { some[1] = new Semaphore(1); }
                    static Object fillInherited() { SEATS[0] = new Semaphore(1); return SEATS[0]; }
                }
                """);

        assertProxies((Object[]) sample.call("com.acme.App", "run"), true, true, true, true);
        assertThat(sample.binds)
                .extracting(bind -> bind.place().resolveKey(null))
                .containsExactlyInAnyOrder("fork[0]", "fork[1]", "seat[0]");
    }

    @Test
    void anArrayHasOneKey() throws Throwable {
        Sample sample = app(Compiler.JAVAC, """
                @Distributed("a") static Semaphore[] a = {new Semaphore(1)};
                @Distributed static Semaphore[] withoutKey;
                @Distributed("a") static Semaphore[] same;
                @Distributed("b") static Semaphore[] b;
                static Object run() { withoutKey = a; same = a; a = same; return a; }
                static Object other() { b = a; return b; }
                """);

        assertProxies((Object[]) sample.call("com.acme.App", "run"), true);
        assertThatExceptionOfType(NotDistributableException.class)
                .isThrownBy(() -> sample.call("com.acme.App", "other"))
                .withMessage(new ArrayUnderTwoKeys("field com.acme.App.b", "field com.acme.App.a").message());
    }

    @Test
    void exceptionsAreThoseOfTheInstructions() throws Throwable {
        Sample sample = app(Compiler.JAVAC, """
                @Distributed("q") static Queue<?>[] queues = new LinkedBlockingQueue<?>[1];
                static Object store() { queues[1] = new LinkedBlockingQueue<>(); return null; }
                static Object load() { return queues[-1]; }
                static Object type() { queues[0] = new ArrayBlockingQueue<>(1); return null; }
                static Object none() { Queue<?>[] no = null; return no[0]; }
                static Object noStore() { Queue<?>[] no = null; no[0] = new LinkedBlockingQueue<>(); return null; }
                """);

        assertThrows(sample, "store", ArrayIndexOutOfBoundsException.class);
        assertThrows(sample, "load", ArrayIndexOutOfBoundsException.class);
        assertThrows(sample, "type", ArrayStoreException.class);
        assertThrows(sample, "none", NullPointerException.class);
        assertThrows(sample, "noStore", NullPointerException.class);
    }

    @Test
    void indexesOfEveryKind() throws Throwable {
        Sample sample = app(Compiler.JAVAC, """
                @Distributed("fork") static final Semaphore[] forks = new Semaphore[5];
                static final int[] order = {3, 4};
                static int offset() { return 1; }
                static Object run() {
                    int i = 1;
                    long far = 2;
                    forks[(i + 4) % forks.length] = new Semaphore(1);
                    forks[i++] = forks[0];
                    forks[(int) far] = new Semaphore(1);
                    forks[order[0]] = i > 0 ? new Semaphore(1) : null;
                    forks[order[offset()]] = new Semaphore(Math.max(i, offset()));
                    forks[4] = forks[3];
                    return forks;
                }
                """);

        Object[] forks = (Object[]) sample.call("com.acme.App", "run");

        assertProxies(forks, true, true, true, true, true);
        assertThat(forks[1]).isSameAs(forks[0]);
        assertThat(forks[4]).isSameAs(forks[3]);
    }

    private static void assertThrows(Sample sample, String method, Class<? extends Throwable> type) {
        assertThatExceptionOfType(Throwable.class)
                .isThrownBy(() -> sample.call("com.acme.App", method))
                .matches(thrown -> thrown.getClass() == type);
    }

    private static void assertProxies(Object[] elements, Boolean... proxies) {
        assertThat(elements).extracting(Sample::isProxy).containsExactly(proxies);
    }

    private static Sample app(Compiler compiler, String body, String... others) {
        String[] sources = new String[others.length + 1];
        sources[0] = IMPORTS + "class App {\n" + body + "}\n";
        for (int i = 0; i < others.length; i++) {
            sources[i + 1] = IMPORTS + others[i];
        }
        return Sample.of(compiler, sources);
    }
}
