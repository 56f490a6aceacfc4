package io.dipc.rewriter;

/**
 * Answers what the threads of a program ask that may run elsewhere. Implemented by the runtime. All methods may be called
 * by any number of threads at once, and what they throw is thrown to the application as it is.
 */
public interface ThreadPlacer {

    /**
     * Threads whose body is of this class are distributed from now on: objects of the class, if it is a {@link Thread}, and
     * threads that are made with such an object.
     *
     * @param type a {@link Runnable}; not its subclasses
     * @param execution how often a thread is run when JVMs die: the name of a semantics
     */
    void distribute(Class<?> type, String execution);

    /**
     * A thread is about to be started. If it is to run elsewhere, it does so from now on; what prevents that is thrown.
     *
     * @param thread any thread, maybe one that was started before
     */
    void start(Thread thread);

    /**
     * A thread is about to run its body, in itself or by a call of that method.
     *
     * @param thread any thread
     * @return whether there is nothing to do any more, since it has run elsewhere. What it has thrown there is thrown
     */
    boolean run(Thread thread);

    /**
     * @param thread any thread but the calling one
     * @return whether it runs elsewhere and is interrupted there, so that it need not be here
     */
    boolean interrupt(Thread thread);

    /**
     * @param thread any thread but the calling one
     * @return how it is there, if it runs elsewhere; else null
     */
    Thread.State state(Thread thread);

    /**
     * @param thread any thread but the calling one
     * @return whether it is interrupted there, if it runs elsewhere; else null
     */
    Boolean isInterrupted(Thread thread);
}
