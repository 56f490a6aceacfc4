/**
 * Ordered, exactly-once delivery between two members over a network that guarantees nothing. Single-threaded; called by
 * the node.
 */
package io.dipc.engine.link;
