/** What the protocol needs of the world around it. */
package io.dipc.memory.port;
