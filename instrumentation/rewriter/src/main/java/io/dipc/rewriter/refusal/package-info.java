/**
 * The reasons why something that should be distributed cannot be, one class each; its message names the place, the
 * reason and the remedy. Made by the rewriter; imports nothing of the project.
 */
package io.dipc.rewriter.refusal;
