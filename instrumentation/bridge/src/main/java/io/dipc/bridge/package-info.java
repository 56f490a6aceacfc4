/**
 * The one class that rewritten application code calls. Every application class can see it, whatever its loader,
 * because it is defined into {@code java.base}; therefore it may import nothing but {@code java.base}, and calls no
 * class of this project. Called by rewritten code; connected by {@code io.dipc.rewriter}.
 */
package io.dipc.bridge;
