/**
 * This session's requests in progress: giving them identities, sending them again after a change of view, matching
 * answers. {@code Requests} is single-threaded and called by the node; the blocking calls on top of it are what
 * application threads use.
 */
package io.dipc.engine.client;
