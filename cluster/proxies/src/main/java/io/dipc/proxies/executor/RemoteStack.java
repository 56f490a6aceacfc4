package io.dipc.proxies.executor;

/** The stack of an exception that comes from another thread, maybe of another JVM. */
final class RemoteStack {
    /** Below it there is nothing of the application's. */
    private static final String OURS = TaskRunner.class.getName();

    private RemoteStack() {}

    /**
     * Puts a line above the stack that names where it is from, and takes away what is not the application's.
     *
     * @return the same exception
     */
    static Throwable mark(Throwable thrown, String member, String thread) {
        StackTraceElement[] there = thrown.getStackTrace();
        int length = there.length;
        for (int i = 0; i < there.length; i++) {
            if (there[i].getClassName().equals(OURS)) {
                length = i;
                break;
            }
        }
        StackTraceElement[] marked = new StackTraceElement[length + 1];
        marked[0] = new StackTraceElement("member " + member, "thread " + thread, "whose stack follows", -1);
        System.arraycopy(there, 0, marked, 1, length);
        thrown.setStackTrace(marked);
        return thrown;
    }
}
