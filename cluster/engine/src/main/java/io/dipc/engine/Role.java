package io.dipc.engine;

/** What a member does in the cluster beside using objects. */
public enum Role {
    /** It hosts objects, and founds the cluster if there is none. A program under the agent, and a daemon. */
    HOST,
    /** It hosts objects, but joins only a cluster that others have founded. */
    HELPER,
    /** It hosts nothing, and joins only a cluster that others have founded. A command-line tool. */
    TOOL;

    /** Whether objects may be placed on it. */
    public boolean hosts() {
        return this != TOOL;
    }

    /** Whether it starts a cluster where there is none. */
    public boolean founds() {
        return this == HOST;
    }
}
