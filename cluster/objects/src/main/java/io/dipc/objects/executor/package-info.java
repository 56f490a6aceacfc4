/**
 * Executors: a queue of tasks, what is known of those that run, and a table of results. Homes see tasks and results as
 * bytes. Imports the codec and what all kinds have in common.
 */
package io.dipc.objects.executor;
