/**
 * The counting semaphore: its state machine and the encoding of its commands, queries and answers. Proxies make the
 * commands and read the answers; the engine applies them. Imports the common package and the codec.
 */
package io.dipc.objects.semaphore;
