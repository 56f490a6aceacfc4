package io.dipc.forwarding;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has the superclass of the annotated class written: an abstract class in the same package, named as the class to extend
 * with {@code Forwarding} in front. It extends that class with all its public constructors, and overrides each public or
 * protected method, those of interfaces too, by a call of the method of the same signature of what {@code remote()}
 * returns, a method that the annotated class declares. What the annotated class declares itself is left to it.
 *
 * <p>A method that nobody answers is an error of the compiler. {@code equals} and {@code hashCode} are those of
 * {@code Object}, {@code finalize} does nothing, and {@code reversed} is a view that calls the other methods: they are left
 * as they are.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.SOURCE)
public @interface Forwards {

    /** The class to extend. Its type parameters are those of the annotated class. */
    Class<?> value();

    /** Names of methods that the extended class answers, with spaces between them. */
    String toSuperclass() default "";
}
