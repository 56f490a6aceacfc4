package io.dipc;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The object stored in this field or local variable belongs to the whole cluster: every JVM of the cluster that stores
 * an object under the same key holds a proxy of one and the same object. A buffer is shared itself: its contents are those of all JVMs. Without the agent the annotation does nothing.
 *
 * <p>On an array, {@code @Distributed("fork") Semaphore[] forks}, it means the elements, whose keys are {@code fork[0]},
 * {@code fork[1]} and so on.
 *
 * <p>On a class that implements {@link Runnable} it means that threads with such a body run in any member: those that are
 * started of the class, if it extends {@link Thread}, and those that are made with an object of it. Its subclasses are not
 * meant.
 *
 * <p>It stands on a field, static or not, on the declaration of a local variable, or on a class. Its second target,
 * {@link ElementType#TYPE_USE}, exists for local variables and classes only; on a parameter, a return type or a type
 * argument it is an error that the agent reports.
 */
@Documented
@Target({ElementType.FIELD, ElementType.TYPE_USE})
@Retention(RetentionPolicy.RUNTIME)
public @interface Distributed {

    /**
     * The key, the cluster-wide name of the object. Parts in braces name other fields of the same object and are
     * replaced by their values: {@code "orders-{region}"}.
     *
     * @return the key; empty (the default) means {@code <class>.<field>}, for a local variable
     *     {@code <class>.<method>.<variable>}
     */
    String value() default "";

    /**
     * What becomes of the permits that a JVM holds when it crashes. Meaningful for semaphores only.
     *
     * @return the policy; {@link OnCrash#DEFAULT} decides by the permits that the semaphore was built with
     */
    OnCrash onCrash() default OnCrash.DEFAULT;

    /**
     * What becomes of an element that a thread has taken when its JVM dies. Meaningful for queues only, and for the
     * elements that are taken through this place: another JVM may say something else. Where one object is stored in
     * several places of a JVM, the place where it was stored first decides.
     *
     * @return the policy
     */
    Delivery delivery() default Delivery.AT_MOST_ONCE;

    /**
     * How often a task, or a thread of this class, runs when its JVM dies. Meaningful for executors and classes only; for
     * the tasks that are submitted through this place: another JVM may say something else. Where one object is stored in several places of a JVM, the place
     * where it was stored first decides.
     *
     * @return the policy
     */
    Execution execution() default Execution.AT_MOST_ONCE;

    /**
     * How many other members keep what this JVM has written to a buffer before it lets others know of it (it puts into a
     * distributed queue, releases a distributed semaphore, calls {@code force}): what survives the death of this JVM.
     * Meaningful for buffers only, and where the key is created.
     *
     * @return 0 to 6; -1, the default, means as many as the option {@code region-backups} says
     */
    int backups() default -1;
}
