/**
 * Many members in one thread over a simulated network, in virtual time, from a seed: the engine as it is, with delays,
 * losses, duplicates, reordering, crashes, joins and orderly leaves that no test with processes would ever try. A
 * failing seed can be run again and again.
 */
package io.dipc.engine.simulation;
