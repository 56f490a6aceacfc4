/** The program that runs in the child JVMs of the fault suite. */
package io.dipc.it.faults.apps;
