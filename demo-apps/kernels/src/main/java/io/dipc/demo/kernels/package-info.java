/**
 * Computations that are known from the Java Grande Forum's benchmarks, in memory that threads share, in one JVM or several:
 * {@link io.dipc.demo.kernels.Kernels} holds what they share, {@link io.dipc.demo.kernels.Worker} does a part of each step,
 * {@link io.dipc.demo.kernels.Barrier} lets nobody begin a step before all are through with the one before, and each
 * {@link io.dipc.demo.kernels.Kernel} says what a step is. Nothing here knows whether the program runs in one JVM.
 */
package io.dipc.demo.kernels;
