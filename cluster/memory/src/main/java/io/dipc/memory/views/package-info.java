/** Which members there are, and which of them is the home of which stripe. */
package io.dipc.memory.views;
