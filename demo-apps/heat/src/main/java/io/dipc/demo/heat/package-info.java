/**
 * How heat spreads over a plate, in memory that threads share, in one JVM or several: {@link io.dipc.demo.heat.Heat}
 * holds what they share, {@link io.dipc.demo.heat.Plate} says where in the memory a cell is,
 * {@link io.dipc.demo.heat.Worker} computes rows, {@link io.dipc.demo.heat.Coordinator} says which and when. Nothing here
 * knows whether the program runs in one JVM.
 */
package io.dipc.demo.heat;
