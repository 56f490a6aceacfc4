/** The programs of these tests. They know nothing of dipc but its annotation. */
package io.dipc.it.queues.apps;
