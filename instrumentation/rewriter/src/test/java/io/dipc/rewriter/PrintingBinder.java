package io.dipc.rewriter;

import java.lang.instrument.Instrumentation;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Prints on stdout what it is asked, in a child JVM under the test agent.
 */
public final class PrintingBinder implements Binder, Reports {

    /**
     * Called by the test agent.
     *
     * @param instrumentation the JVM's
     * @return the rewriter
     */
    public static Rewriter start(Instrumentation instrumentation) {
        PrintingBinder binder = new PrintingBinder();
        return Rewriter.install(
                instrumentation,
                RewriterConfig.annotationsOnly(),
                binder,
                new RecordingThreads(thread -> thread.getName().equals("elsewhere")),
                binder);
    }

    @Override
    public Object bind(Object value, Object owner, Place place) {
        System.out.println(
                "bind " + place.description() + (place.hasTemplate() ? "" : " key=" + place.resolveKey(owner)));
        if (place.hasTemplate() && value instanceof LinkedBlockingQueue<?>) {
            return new LinkedBlockingQueue<Object>() {
                private static final long serialVersionUID = 1L;

                @Override
                public String toString() {
                    return "key=" + place.resolveKey(owner);
                }
            };
        }
        return value instanceof Semaphore ? new Sample.SemaphoreProxy() : value;
    }

    @Override
    public boolean isBound(Object value) {
        return Sample.isProxy(value);
    }

    @Override
    public boolean hasQueuedThreads(Semaphore semaphore) {
        return true;
    }

    @Override
    public int getQueueLength(Semaphore semaphore) {
        return 17;
    }

    @Override
    public RuntimeException refusal(String message) {
        try {
            return (RuntimeException)
                    Class.forName("io.dipc.NotDistributableException", true, ClassLoader.getSystemClassLoader())
                            .getConstructor(String.class)
                            .newInstance(message);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void warn(String line) {
        System.out.println("warn " + line);
    }

    @Override
    public void error(String line, Throwable cause) {
        System.out.println("error " + line);
    }
}
