/**
 * Counts primes with workers that may come, go and die while it runs: {@link io.dipc.demo.primes.Primes} holds what the
 * threads share, {@link io.dipc.demo.primes.Worker} counts in one range after the other,
 * {@link io.dipc.demo.primes.Coordinator} hands ranges out until each has been answered.
 */
package io.dipc.demo.primes;
