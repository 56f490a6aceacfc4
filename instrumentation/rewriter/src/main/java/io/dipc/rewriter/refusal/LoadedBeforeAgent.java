package io.dipc.rewriter.refusal;

/**
 * The class was loaded before the agent, so that its objects may exist already.
 *
 * @param place the field, variable or allocation
 * @param className the class that was loaded
 */
public record LoadedBeforeAgent(String place, String className) implements Refusal {
    @Override
    public String reason() {
        return "class " + className + " was loaded before the agent, and what it stored till then is local";
    }

    @Override
    public String remedy() {
        return "start the program with -javaagent, and name dipc.jar before other agents that load the class";
    }
}
