package io.dipc.agent.wiring;

import io.dipc.agent.logging.Log;
import io.dipc.agent.options.Option;
import io.dipc.agent.options.OptionException;
import io.dipc.agent.options.OptionSources;
import io.dipc.agent.options.Options;
import io.dipc.proxies.binding.ProxyBinder;
import io.dipc.proxies.elements.ElementFilter;
import io.dipc.rewriter.Reports;
import io.dipc.rewriter.Rewriter;
import io.dipc.rewriter.RewriterConfig;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import org.slf4j.event.Level;

/** What the agent's entry classes call in the agent's class loader, by reflection. */
public final class AgentRuntime {

    private static Options options = Options.defaults();

    private AgentRuntime() {}

    /**
     * Reads the options. Not called if there are none.
     *
     * @param arguments the agent's arguments; may be null
     * @return names of the classes that the configuration speaks of; null if there is a mistake, which has then been
     *     said on the error output
     */
    public static synchronized String[] configure(String arguments) {
        try {
            Options read = Options.read(OptionSources.ofAgent(arguments));
            elementFilter(read);
            String[] classes = rewriterConfig(read).classNames().toArray(new String[0]);
            Log.threshold(read.text(Option.LOG));
            options = read;
            return classes;
        } catch (OptionException | IllegalArgumentException e) {
            Log.line(Level.ERROR, e.getMessage());
            return null;
        }
    }

    /** Makes the transformer that rewrites the application's classes. Called once. */
    public static synchronized ClassFileTransformer rewriter(Instrumentation instrumentation) {
        RewriterConfig config = rewriterConfig(options);
        Options effective = options;
        SharedCluster cluster = new SharedCluster(() -> Clusters.host(effective));
        ProxyBinder proxies = new ProxyBinder(cluster, proxySettings(effective, new PackageOpener(instrumentation)));
        Reports reports = new StderrReports(config.failClosed());
        return Rewriter.install(
                instrumentation, config, new PlaceBinder(proxies, config.failClosed(), reports), reports);
    }

    private static ProxyBinder.Settings proxySettings(Options from, PackageOpener opener) {
        return new ProxyBinder.Settings(
                MemberName.ofThisJvm(),
                elementFilter(from),
                from.text(Option.MISMATCH).equals("error"),
                opener);
    }

    /** The JDK separates patterns by semicolons, which separate options in agent arguments. */
    private static ElementFilter elementFilter(Options from) {
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

    private static RewriterConfig rewriterConfig(Options from) {
        return new RewriterConfig(from.fields(), from.allocations(), from.policies(), from.flag(Option.FAIL_CLOSED));
    }
}
