/** The member side: this member's copies of pages, its faults, and what others want of it. */
package io.dipc.memory.cache;
