/** What JVMs hold after much use: it must not grow with what is over. Measured by a command, and in short by a test. */
package io.dipc.it.growth;
