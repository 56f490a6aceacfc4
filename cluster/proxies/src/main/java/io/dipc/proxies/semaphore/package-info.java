/** The proxy of semaphores. Made by the binder, called by applications. */
package io.dipc.proxies.semaphore;
