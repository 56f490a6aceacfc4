/** One memory in several JVMs: what programs see of it, and what must never be seen. */
package io.dipc.it.memory;
