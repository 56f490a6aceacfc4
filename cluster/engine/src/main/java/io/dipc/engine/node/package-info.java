/**
 * One member: puts link, view, replication and client together and runs them one input at a time. The only package that
 * knows about threads and clocks.
 */
package io.dipc.engine.node;
