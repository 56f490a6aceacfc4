/** Tests of elements of many classes that travel between JVMs. Imports the harness. */
package io.dipc.it.elements;
