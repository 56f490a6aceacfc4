/**
 * Pages of shared memory, from a thread's access to the page that comes, beside a bare connection of Netty that moves the
 * same bytes and a Hazelcast map of pages, in one run: {@link io.dipc.it.bench.pages.PagesBenchmark} drives; each is
 * measured by JVMs of its own that do nothing while the others are measured.
 */
package io.dipc.it.bench.pages;
