/**
 * All checks of a history. Accounts find in one pass what must be true however long it is: nothing lost, duplicated,
 * unexpected or reordered, capacities kept, never more holders than permits. They are weaker than linearizability, and
 * quicker.
 */
package io.dipc.histories.checks;
