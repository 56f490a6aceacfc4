package io.dipc.agent;

import io.dipc.rewriter.prefilter.Gate;
import io.dipc.rewriter.prefilter.PreFilter;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;

/**
 * Where the JVM enters the agent: {@code -javaagent:dipc.jar} and attachment to a running JVM. It registers the
 * pre-filter and no more; a program without distributed objects never loads the rest, unless there are options to check.
 */
public final class Agent {

    private static final int USAGE_ERROR = 2;

    private static boolean started;
    /** The hidden part's entry; null if there are no options. */
    private static Class<?> runtime;

    private Agent() {}

    /**
     * Called by the JVM before the application's main class is loaded. A mistake in the options ends the JVM with exit
     * code 2.
     */
    public static void premain(String arguments, Instrumentation instrumentation)
            throws ReflectiveOperationException, UnmodifiableClassException {
        if (!start(arguments, instrumentation, false)) {
            System.exit(USAGE_ERROR);
        }
    }

    /**
     * Called by the JVM when the agent is attached to a running application. A mistake in the options leaves it as it
     * was; what should be distributed and is already loaded is reported.
     */
    public static void agentmain(String arguments, Instrumentation instrumentation)
            throws ReflectiveOperationException, UnmodifiableClassException {
        start(arguments, instrumentation, true);
    }

    /** Called in place of the application's main. Returns when this JVM has nothing to do any more. */
    static void help() throws ReflectiveOperationException {
        runtime.getMethod("help").invoke(null);
    }

    private static synchronized boolean start(String arguments, Instrumentation instrumentation, boolean attached)
            throws ReflectiveOperationException, UnmodifiableClassException {
        if (started) {
            System.err.println("[dipc] WARN the agent is here already; -javaagent is given twice, or it was attached to"
                    .concat(" a JVM that has it; the options of the second time do not count"));
            return true;
        }
        String[] configuredClasses = {};
        if (Settings.present(arguments)) {
            runtime = Installation.of(instrumentation).load(RewriterSource.RUNTIME);
            configuredClasses = (String[])
                    runtime.getMethod("configure", String.class, boolean.class).invoke(null, arguments, attached);
            if (configuredClasses == null) {
                return false;
            }
        }
        started = true;
        new Gate(new PreFilter(configuredClasses), new RewriterSource(instrumentation), new StartFailure())
                .install(instrumentation);
        if (runtime != null) {
            runtime.getMethod("replaceMain", Instrumentation.class).invoke(null, instrumentation);
        }
        return true;
    }
}
