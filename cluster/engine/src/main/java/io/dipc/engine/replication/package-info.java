/**
 * The replicated partitions: what a replica is, what the home of a partition does so that nothing that was answered can
 * be lost, and how copies move when the view changes. Single-threaded; called by the node.
 */
package io.dipc.engine.replication;
