/**
 * The distributed objects as state machines: pure Java, deterministic, single-threaded, without clocks, threads, input
 * or output. The engine replicates their commands; the proxies make them. This package holds what all kinds have in
 * common; each kind has a package of its own.
 */
package io.dipc.objects;
