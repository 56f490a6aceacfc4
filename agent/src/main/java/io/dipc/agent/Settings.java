package io.dipc.agent;

import java.io.File;

/** Whether anything is configured, which is cheaper to know than what. */
final class Settings {

    private Settings() {}

    /**
     * @param arguments the agent's arguments; may be null
     * @return false if all options have their default values; true if they have to be read
     */
    static boolean present(String arguments) {
        if (arguments != null && !arguments.isEmpty()) {
            return true;
        }
        for (Object name : System.getProperties().keySet()) {
            if (name instanceof String text && text.startsWith("dipc.")) {
                return true;
            }
        }
        for (String name : System.getenv().keySet()) {
            if (name.startsWith("DIPC_")) {
                return true;
            }
        }
        return new File("dipc.yaml").exists() || new File("dipc.properties").exists();
    }
}
