/** What the build tests on its own JDK only, once more on every other JDK that is found. */
package io.dipc.it.behaviour;
