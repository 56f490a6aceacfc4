package io.dipc.agent.wiring;

import io.dipc.agent.options.Option;
import io.dipc.agent.options.Options;
import io.dipc.proxies.binding.ProxyBinder;
import io.dipc.proxies.directory.ExecutorDirectory;
import io.dipc.proxies.elements.ElementFilter;
import io.dipc.proxies.threads.DistributedThreads;
import java.lang.instrument.Instrumentation;

/** The parts of this JVM's runtime that there is one of each, made when they are first needed. */
final class Wiring {

    private final Options options;
    private final String memberName = MemberName.ofThisJvm();
    private final SharedCluster cluster;
    private final ProxyBinder proxies;
    private final BufferBinder buffers;
    private final ExecutorDirectory executors;
    private final DistributedThreads threads;

    Wiring(Options options, Instrumentation instrumentation) {
        this.options = options;
        boolean helps = options.flag(Option.HELPER);
        EndOfJvm end = new EndOfJvm();
        cluster = new SharedCluster(() -> helps ? Clusters.help(options, end) : Clusters.host(options, end));
        PackageOpener opener = new PackageOpener(instrumentation);
        proxies = new ProxyBinder(
                cluster,
                new ProxyBinder.Settings(
                        memberName,
                        elementFilter(options),
                        options.text(Option.MISMATCH).equals("error"),
                        opener));
        buffers = new BufferBinder(
                new SharedMemory(cluster, instrumentation, options, memberName, end),
                SharedMemory.settings(options),
                memberName,
                end);
        executors = new ExecutorDirectory(cluster, memberName);
        ClassLoader application = ClassLoader.getSystemClassLoader();
        threads = new DistributedThreads(
                cluster,
                proxies.workers()::awaitSubmitted,
                memberName,
                proxies.codec(application),
                application,
                opener,
                Integer.parseInt(options.text(Option.HELPERS)));
    }

    /** The JDK separates patterns by semicolons, which separate options in agent arguments. */
    static ElementFilter elementFilter(Options from) {
        String patterns = from.text(Option.ELEMENTS);
        try {
            return ElementFilter.of(patterns.replace(',', ';'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "elements: " + patterns + " (expected: patterns separated by commas, such as com.acme.**): "
                            + e.getMessage(),
                    e);
        }
    }

    Options options() {
        return options;
    }

    String memberName() {
        return memberName;
    }

    SharedCluster cluster() {
        return cluster;
    }

    ProxyBinder proxies() {
        return proxies;
    }

    BufferBinder buffers() {
        return buffers;
    }

    ExecutorDirectory executors() {
        return executors;
    }

    DistributedThreads threads() {
        return threads;
    }
}
