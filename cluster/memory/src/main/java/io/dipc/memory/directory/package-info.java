/** The home side: who has which page, and whose turn it is. */
package io.dipc.memory.directory;
