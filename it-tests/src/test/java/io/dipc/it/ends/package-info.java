/** What becomes of what a JVM holds when it ends, however it ends, or is taken for dead. */
package io.dipc.it.ends;
