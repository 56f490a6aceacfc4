/** Programs of the textbook kind, which know nothing of other JVMs, over several of them. */
package io.dipc.it.textbook;
