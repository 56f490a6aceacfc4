/**
 * What the engine offers to the proxies and to the command line: the cluster, and handles of the objects in it. The
 * protocol behind it is in {@code replication}, agreement about who is in the cluster in {@code view}, ordered delivery
 * in {@code link}, and what carries bytes in {@code network}; only {@code network.hazelcast} knows Hazelcast.
 */
package io.dipc.engine;
