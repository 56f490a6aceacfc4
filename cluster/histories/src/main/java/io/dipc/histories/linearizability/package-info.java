/**
 * Whether a history is linearizable: the search of Wing and Gong (Testing and verifying concurrent objects, 1993) with
 * Lowe's memoisation (Testing for linearizability, 2017), object by object, against models of the distributed objects
 * that know put-backs, ends of sessions and unknown outcomes.
 */
package io.dipc.histories.linearizability;
