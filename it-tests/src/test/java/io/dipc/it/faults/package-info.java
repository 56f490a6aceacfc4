/**
 * The fault suite: clusters of child JVMs, each on a host of its own, to which all that a plan says is done while their
 * threads work on distributed objects. What every thread saw is recorded and checked.
 */
package io.dipc.it.faults;
