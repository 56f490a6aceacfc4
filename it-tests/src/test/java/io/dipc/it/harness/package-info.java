/**
 * Starts clusters of child JVMs with the packaged agent, each test's apart from all others, and ends them whatever
 * happens: {@link io.dipc.it.harness.TestCluster} is what a test opens, {@link io.dipc.it.harness.ChildJvm} what it
 * gets, {@link io.dipc.it.harness.Jdk} what it runs on. Knows the product only by its jar and its command line.
 */
package io.dipc.it.harness;
