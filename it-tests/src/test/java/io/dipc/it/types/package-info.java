/** Kinds of objects, and places for them, that other tests do not use, between JVMs under the packaged agent. */
package io.dipc.it.types;
