/**
 * Many members in one thread, in virtual time, from a seed: the protocol as it is, with delays, kills, exclusions, joins and
 * changes of view that no test with processes would ever try. A failing seed can be run again and again.
 */
package io.dipc.memory.simulation;
