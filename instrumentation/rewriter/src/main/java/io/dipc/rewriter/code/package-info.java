/**
 * Facts about bytecode, and pieces of it, that know nothing of distribution. Called by the rewriter; may import ASM.
 */
package io.dipc.rewriter.code;
