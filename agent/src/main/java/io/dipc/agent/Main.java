package io.dipc.agent;

import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;

/** Where {@code java -jar dipc.jar} begins. The JVM calls {@link #agentmain} first, as the jar's launcher agent. */
public final class Main {

    private static Instrumentation instrumentation;

    private Main() {}

    /** Called by the JVM before {@link #main}, because the manifest names this class as launcher agent. */
    public static void agentmain(String arguments, Instrumentation given) {
        instrumentation = given;
    }

    /**
     * Runs the command line and ends the JVM with its exit code.
     *
     * @param args see {@code java -jar dipc.jar --help}
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        Class<?> commandLine = Installation.of(instrumentation).load("io.dipc.agent.cli.DipcCommand");
        try {
            System.exit((int) commandLine.getMethod("run", String[].class).invoke(null, (Object) args));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }
}
