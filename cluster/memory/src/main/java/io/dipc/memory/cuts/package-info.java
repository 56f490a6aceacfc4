/** Second copies of pages: what a member has is copied to its backup, and survives it. */
package io.dipc.memory.cuts;
