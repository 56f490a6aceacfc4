/** Plans of faults, made from a seed or written down, for clusters of child JVMs and simulated ones alike. */
package io.dipc.histories.faults;
