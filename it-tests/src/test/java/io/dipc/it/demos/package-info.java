/** The demos give the answer in several JVMs that they give in one. */
package io.dipc.it.demos;
