/** What those who go on see while others are restarted in order. */
package io.dipc.it.restarts;
