package io.dipc.engine;

/** Does what has to be done before something else of this JVM goes to the cluster. */
public interface Companion {

    /**
     * Before a command that others may take as a sign that this thread has come to some point: all but those that only take.
     * May wait; must cost next to nothing if there is nothing to do. What it throws, unchecked, the caller gets instead.
     */
    void beforeGiving();

    /**
     * Before this JVM leaves in order.
     *
     * @param nanos the longest time to spend
     */
    void beforeLeaving(long nanos);
}
