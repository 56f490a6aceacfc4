/**
 * Decides at the cost of one walk over a constant pool whether a class can matter to the rewriter at all, so that a
 * program without distributed objects never loads the rewriter. Called by the agent's entry class, in the application's
 * system class loader, for every class that is loaded. Imports nothing but {@code java.base}, and uses no lambda, no
 * regular expression and no string concatenation, each of which would load more of the JDK than the filter itself.
 */
package io.dipc.rewriter.prefilter;
