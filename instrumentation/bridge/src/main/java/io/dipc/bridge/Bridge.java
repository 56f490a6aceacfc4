package io.dipc.bridge;

import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
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
    private static volatile Function<Object[], Object> elementBinder;
    private static volatile Consumer<Object[]> settler;
    private static volatile BiConsumer<Class<?>, String> threadClasses;
    private static volatile Consumer<Thread> starter;
    private static volatile Predicate<Thread> body;
    private static volatile Predicate<Thread> interrupter;
    private static volatile Function<Thread, Thread.State> states;
    private static volatile Function<Thread, Boolean> interrupts;
    /** Classes of the arrays that were bound: most arrays of a program are of other classes. */
    private static volatile Class<?>[] arrayClasses = {};

    private Bridge() {}

    /**
     * Connects the runtime. Called before the first rewritten class is defined; a later call replaces the functions.
     *
     * @param binder answers {@link #bind}; its argument is an array of owner, value, class and site (an Integer)
     * @param refuser answers {@link #refuse}
     * @param reflectiveCheck answers {@link #checkReflective}
     * @param hasQueuedThreads answers for semaphores whose class is not {@link Semaphore} itself
     * @param queueLength answers for semaphores whose class is not {@link Semaphore} itself
     * @param elementBinder answers {@link #storeElement}; its argument is an array of array, index (an Integer) and value
     * @param settler binds what is in an array, if that is a bound one, and was stored unseen
     */
    public static void connect(
            Function<Object[], Object> binder,
            IntConsumer refuser,
            BiConsumer<Class<?>, String> reflectiveCheck,
            Predicate<Semaphore> hasQueuedThreads,
            ToIntFunction<Semaphore> queueLength,
            Function<Object[], Object> elementBinder,
            Consumer<Object[]> settler) {
        Bridge.refuser = refuser;
        Bridge.reflectiveCheck = reflectiveCheck;
        Bridge.hasQueuedThreads = hasQueuedThreads;
        Bridge.queueLength = queueLength;
        Bridge.elementBinder = elementBinder;
        Bridge.settler = settler;
        Bridge.binder = binder;
    }

    /**
     * Connects what is asked of threads. Called before the first rewritten class is defined.
     *
     * @param threadClasses answers {@link #distributeThreads}
     * @param starter answers {@link #start}
     * @param body answers {@link #run}
     * @param interrupter answers {@link #interrupt}
     * @param states answers {@link #state}
     * @param interrupts answers {@link #interrupted}
     */
    public static void connectThreads(
            BiConsumer<Class<?>, String> threadClasses,
            Consumer<Thread> starter,
            Predicate<Thread> body,
            Predicate<Thread> interrupter,
            Function<Thread, Thread.State> states,
            Function<Thread, Boolean> interrupts) {
        Bridge.starter = starter;
        Bridge.body = body;
        Bridge.interrupter = interrupter;
        Bridge.states = states;
        Bridge.interrupts = interrupts;
        Bridge.threadClasses = threadClasses;
    }

    /**
     * Stands at the beginning of the initialisation of a class whose threads are distributed.
     *
     * @param type the class, a {@link Runnable}
     * @param execution how often a thread is run when JVMs die: the name of a semantics
     */
    public static void distributeThreads(Class<?> type, String execution) {
        threadClasses.accept(type, execution);
    }

    /**
     * Stands at the beginning of {@link Thread#start()}.
     *
     * @param thread about to be started
     */
    public static void start(Thread thread) {
        starter.accept(thread);
    }

    /**
     * Stands at the beginning of {@link Thread#run()}, and of that method in subclasses whose threads are distributed.
     *
     * @param thread the receiver
     * @return whether the thread has run elsewhere, so that there is nothing to do any more
     */
    public static boolean run(Thread thread) {
        return body.test(thread);
    }

    /**
     * Stands at the beginning of {@link Thread#interrupt()}.
     *
     * @param thread the receiver
     * @return whether it runs elsewhere and is interrupted there
     */
    public static boolean interrupt(Thread thread) {
        return thread != Thread.currentThread() && interrupter.test(thread);
    }

    /**
     * Stands at the beginning of {@link Thread#getState()}.
     *
     * @param thread the receiver
     * @return its state, if it runs elsewhere; else null
     */
    public static Thread.State state(Thread thread) {
        return thread == Thread.currentThread() ? null : states.apply(thread);
    }

    /**
     * Stands at the beginning of {@link Thread#isInterrupted()}.
     *
     * @param thread the receiver
     * @return 1 if it runs elsewhere and is interrupted, 0 if it runs elsewhere and is not; else a negative number
     */
    public static int interrupted(Thread thread) {
        if (thread == Thread.currentThread()) {
            return -1;
        }
        Boolean interrupted = interrupts.apply(thread);
        return interrupted == null ? -1 : interrupted.booleanValue() ? 1 : 0;
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
        Object bound = binder.apply(new Object[] {owner, value, declaring, site});
        watch(bound);
        return bound;
    }

    /**
     * Stands for the instruction that stores into an array of references.
     *
     * @param array any array; one that was bound gets a bound object
     * @param index where
     * @param value what
     */
    public static void storeElement(Object[] array, int index, Object value) {
        Object stored = value;
        if (value != null && isWatched(array) && index >= 0 && index < array.length) {
            stored = elementBinder.apply(new Object[] {array, index, value});
            watch(stored);
        }
        array[index] = stored;
    }

    /**
     * Stands before the instruction that loads from an array of references: what was stored unseen into an array that
     * was bound is bound now.
     *
     * @param array any array; null is left to the instruction
     * @param index where; if it is out of bounds it is left to the instruction
     */
    public static void loadElement(Object[] array, int index) {
        if (isWatched(array) && index >= 0 && index < array.length) {
            Object element = array[index];
            if (element instanceof Object[]) {
                elementBinder.apply(new Object[] {array, index, element});
                watch(element);
            } else if (isUnbound(element)) {
                settleWatched(array);
            }
        }
    }

    /**
     * Stands behind a read of a variable that holds an array, where not only an element is read: whoever gets the array
     * may not be rewritten. What was stored unseen into an array that was bound is bound now.
     *
     * @param array any array; may be null
     */
    public static void settle(Object[] array) {
        if (isWatched(array)) {
            for (int i = 0; i < array.length; i++) {
                if (isUnbound(array[i])) {
                    settleWatched(array);
                    return;
                }
            }
        }
    }

    private static void settleWatched(Object[] array) {
        settler.accept(array);
        watch(array);
    }

    /** Every proxy is of a class of the runtime's loader. A row of a wider array is bound if the runtime says so. */
    private static boolean isUnbound(Object element) {
        return element != null
                && element.getClass().getClassLoader() != settler.getClass().getClassLoader();
    }

    private static boolean isWatched(Object[] array) {
        Class<?>[] watched = arrayClasses;
        if (watched.length > 0 && array != null) {
            Class<?> type = array.getClass();
            for (int i = 0; i < watched.length; i++) {
                if (watched[i] == type) {
                    return true;
                }
            }
        }
        return false;
    }

    /** From now on arrays of the same class are looked at, and of the classes of arrays in it. */
    private static void watch(Object bound) {
        if (bound instanceof Object[]) {
            Object[] array = (Object[]) bound;
            if (!isWatched(array)) {
                synchronized (Bridge.class) {
                    Class<?>[] more = Arrays.copyOf(arrayClasses, arrayClasses.length + 1);
                    more[arrayClasses.length] = array.getClass();
                    arrayClasses = more;
                }
            }
            if (array.getClass().getComponentType().isArray()) {
                for (int i = 0; i < array.length; i++) {
                    watch(array[i]);
                }
            }
        }
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
