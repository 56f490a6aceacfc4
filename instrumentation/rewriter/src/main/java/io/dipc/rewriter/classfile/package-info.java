/**
 * What the rewriter has to know of class files other than the one it rewrites: fields, annotations, nests. Classes are
 * read, never loaded. Called by the rewriter; may import ASM.
 */
package io.dipc.rewriter.classfile;
