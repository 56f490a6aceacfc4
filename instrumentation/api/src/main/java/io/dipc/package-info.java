/**
 * What an application may name: the annotation that distributes an object and the exceptions that it may meet. This
 * package depends on nothing; without the agent it does nothing.
 */
package io.dipc;
