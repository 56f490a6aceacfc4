/**
 * Who is in the cluster: the numbered list of members that every message names, who decides it, and where it places
 * each partition. Single-threaded, without clocks or input and output; called by the node.
 */
package io.dipc.engine.view;
