/**
 * The other half of a behaviour suite in a JVM of its own. {@link io.dipc.proxies.testing.peer.PeerJvm} is the program of
 * that JVM, {@link io.dipc.proxies.testing.peer.Peer} what the suite sees of it. Both run under the packaged agent and get
 * their proxies as any program does, by storing an object into a field. What they say to each other about calls goes over
 * a connection of its own, so that nothing that is tested carries the test.
 */
package io.dipc.proxies.testing.peer;
