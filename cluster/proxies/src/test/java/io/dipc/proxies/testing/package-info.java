/** Clusters for tests: one that is a few state machines and a lock, and the engine over networks inside of this JVM. */
package io.dipc.proxies.testing;
