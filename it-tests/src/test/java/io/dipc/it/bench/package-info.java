/**
 * Throughput, latency and messages per operation beside Hazelcast and Redisson on Redis, in one run:
 * {@link io.dipc.it.bench.Benchmark} drives, each system is measured by a client JVM of its own
 * ({@link io.dipc.it.bench.DipcClient}, {@link io.dipc.it.bench.DipcTasks}, {@link io.dipc.it.bench.HazelcastClient},
 * {@link io.dipc.it.bench.RedissonClient}) that does nothing while the others are measured.
 */
package io.dipc.it.bench;
