/** The messages that members exchange, and how they are written. Knows the objects' codec and views; nothing else. */
package io.dipc.engine.protocol;
