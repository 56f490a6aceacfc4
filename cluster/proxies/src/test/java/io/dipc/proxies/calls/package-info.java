/** The same random calls on objects of the JDK's classes and on proxies, whose answers must be the same. */
package io.dipc.proxies.calls;
