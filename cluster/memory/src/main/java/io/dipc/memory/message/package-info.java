/** What members tell each other about pages. */
package io.dipc.memory.message;
