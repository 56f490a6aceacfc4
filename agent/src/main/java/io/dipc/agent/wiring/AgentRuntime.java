package io.dipc.agent.wiring;

import io.dipc.DipcException;
import io.dipc.agent.helper.HelperWork;
import io.dipc.agent.helper.Launcher;
import io.dipc.agent.helper.MainReplacement;
import io.dipc.agent.logging.Log;
import io.dipc.agent.options.Option;
import io.dipc.agent.options.OptionException;
import io.dipc.agent.options.OptionSources;
import io.dipc.agent.options.Options;
import io.dipc.rewriter.Reports;
import io.dipc.rewriter.Rewriter;
import io.dipc.rewriter.RewriterConfig;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import org.slf4j.event.Level;

/** What the agent's entry classes call in the agent's class loader, by reflection. */
public final class AgentRuntime {

    private static final int FAILED = 1;

    private static Options options = Options.defaults();
    private static Wiring wiring;

    private AgentRuntime() {}

    /**
     * Reads the options. Not called if there are none.
     *
     * @param arguments the agent's arguments; may be null
     * @param attached whether the program runs already
     * @return names of the classes that the configuration speaks of; null if there is a mistake, which has then been
     *     said on the error output
     */
    public static synchronized String[] configure(String arguments, boolean attached) {
        try {
            Options read = Options.read(OptionSources.ofAgent(arguments));
            Wiring.elementFilter(read);
            String[] classes = rewriterConfig(read).classNames().toArray(new String[0]);
            if (attached && read.flag(Option.HELPER)) {
                throw new IllegalArgumentException(
                        "helper: true, for an agent that is attached to a running program (expected:"
                                + " -javaagent:dipc.jar=helper, since a helper runs no main)");
            }
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
        Reports reports = new StderrReports(config.failClosed());
        return Rewriter.install(
                instrumentation,
                config,
                new PlaceBinder(
                        wiring(instrumentation).proxies(),
                        wiring(instrumentation).buffers(),
                        config.failClosed(),
                        reports),
                new ThreadPlaces(wiring(instrumentation).threads()),
                reports);
    }

    /** Has the launcher run another main class, if the options want it. Called before the launcher looks for it. */
    public static synchronized void replaceMain(Instrumentation instrumentation) {
        if (options.flag(Option.HELPER)) {
            instrumentation.addTransformer(new MainReplacement());
            wiring(instrumentation);
        }
    }

    /** What is run in place of the application's main. Returns, or ends the JVM, when there is nothing to do any more. */
    public static void help() throws InterruptedException {
        Wiring parts = wiring(null);
        Launcher.endWith(parts.options().text(Option.LAUNCHER));
        try {
            parts.cluster().get();
            new HelperWork(parts.executors(), parts.proxies(), parts.threads()).run();
        } catch (DipcException e) {
            Log.line(Level.ERROR, "this helper ends: " + e.getMessage());
            System.exit(FAILED);
        }
    }

    private static synchronized Wiring wiring(Instrumentation instrumentation) {
        if (wiring == null) {
            wiring = new Wiring(options, instrumentation);
        }
        return wiring;
    }

    private static RewriterConfig rewriterConfig(Options from) {
        return new RewriterConfig(
                from.fields(), from.allocations(), from.policies(), from.threads(), from.flag(Option.FAIL_CLOSED));
    }
}
