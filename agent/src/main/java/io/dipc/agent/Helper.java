package io.dipc.agent;

import java.lang.reflect.InvocationTargetException;

/** What a helper runs in place of the application's main class. */
public final class Helper {

    private Helper() {}

    /**
     * Works for the others until the JVM is told to end.
     *
     * @param args the application's; not used
     */
    public static void main(String[] args) throws ReflectiveOperationException {
        try {
            Agent.help();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }
}
