package io.dipc.bridge;

import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * What rewritten code calls. At run time a copy of this class is defined into {@code java.base}, so that classes of
 * every loader and module can link to it; it holds the runtime's functions as JDK types.
 *
 * <p>Exceptions of the runtime reach the caller as they are. All methods may be called by any number of threads.
 *
 * <p>Implementation notes: no lambda, no string concatenation and no nested class here. The class is loaded in the
 * middle of class loading and has to stay a single class file.
 */
public final class Bridge {
    private static volatile Function<Object[], Object> binder;
    private static volatile IntConsumer refuser;
    private static volatile BiConsumer<Class<?>, String> reflectiveCheck;
    private static volatile Predicate<Semaphore> hasQueuedThreads;
    private static volatile ToIntFunction<Semaphore> queueLength;

    private Bridge() {}

    /**
     * Connects the runtime. Called before the first rewritten class is defined; a later call replaces the functions.
     *
     * @param binder answers {@link #bind}; its argument is an array of owner, value, class and site (an Integer)
     * @param refuser answers {@link #refuse}
     * @param reflectiveCheck answers {@link #checkReflective}
     * @param hasQueuedThreads answers for semaphores whose class is not {@link Semaphore} itself
     * @param queueLength answers for semaphores whose class is not {@link Semaphore} itself
     */
    public static void connect(
            Function<Object[], Object> binder,
            IntConsumer refuser,
            BiConsumer<Class<?>, String> reflectiveCheck,
            Predicate<Semaphore> hasQueuedThreads,
            ToIntFunction<Semaphore> queueLength) {
        Bridge.refuser = refuser;
        Bridge.reflectiveCheck = reflectiveCheck;
        Bridge.hasQueuedThreads = hasQueuedThreads;
        Bridge.queueLength = queueLength;
        Bridge.binder = binder;
    }

    /**
     * Exchanges the object that is about to be stored for the one that is to be stored.
     *
     * @param owner the object whose field is stored into; null for static fields, local variables, allocations and in
     *     constructors before their call of {@code super(..)}
     * @param value the local object; may be null
     * @param declaring the class whose field is named by the store, or that contains the variable or allocation
     * @param site what the rewriter noted about the place
     * @return the object to store
     */
    public static Object bind(Object owner, Object value, Class<?> declaring, int site) {
        return binder.apply(new Object[] {owner, value, declaring, site});
    }

    /**
     * Stands where something that should be distributed cannot be.
     *
     * @param site what the rewriter noted about the place
     */
    public static void refuse(int site) {
        refuser.accept(site);
    }

    /**
     * Stands before reflective access that could store into a field behind the rewriter's back.
     *
     * @param declaring the class in which the field is looked up; null is left to the call that follows
     * @param field the field's name; null is left to the call that follows
     */
    public static void checkReflective(Class<?> declaring, String field) {
        if (declaring != null && field != null) {
            reflectiveCheck.accept(declaring, field);
        }
    }

    /**
     * {@link #checkReflective(Class, String)} for a field already found.
     *
     * @param field the field; null is left to the call that follows
     */
    public static void checkReflective(java.lang.reflect.Field field) {
        if (field != null) {
            reflectiveCheck.accept(field.getDeclaringClass(), field.getName());
        }
    }

    /**
     * Stands for the final method {@link Semaphore#hasQueuedThreads()}.
     *
     * @param semaphore the receiver
     * @return what the method documents
     */
    public static boolean hasQueuedThreads(Semaphore semaphore) {
        return semaphore.getClass() == Semaphore.class
                ? semaphore.hasQueuedThreads()
                : hasQueuedThreads.test(semaphore);
    }

    /**
     * Stands for the final method {@link Semaphore#getQueueLength()}.
     *
     * @param semaphore the receiver
     * @return what the method documents
     */
    public static int getQueueLength(Semaphore semaphore) {
        return semaphore.getClass() == Semaphore.class ? semaphore.getQueueLength() : queueLength.applyAsInt(semaphore);
    }
}
