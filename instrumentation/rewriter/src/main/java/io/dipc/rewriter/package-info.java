/**
 * Finds the places where distributed objects are stored and rewrites the classes that contain them: before each store
 * into such a place it inserts a call of the bridge, which answers with the object to store instead. Started by the
 * agent, at the first class that the pre-filter lets through. May import the bridge, ASM and the sub-packages here; it
 * knows neither the application's API nor the cluster.
 *
 * <p>ASM is used bare, without Byte Buddy: what is inserted contains no branch, so that every stack map frame of the
 * class stays as it is, no class hierarchy is asked for and no application class is loaded; the rewriter starts in a
 * fraction of the time; and records, whose stores Byte Buddy's substitution refuses, are classes like others.
 */
package io.dipc.rewriter;
