/**
 * Histories: every call that clients made on distributed objects, with the moments of its invocation and completion, in
 * memory or in files that survive their writer's death. For tests of the engine in simulated clusters and of the product
 * in child JVMs alike; no part of the product. Imports the JDK only.
 */
package io.dipc.histories;
