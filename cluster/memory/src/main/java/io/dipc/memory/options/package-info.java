/** How a region is cut, and how its members behave. */
package io.dipc.memory.options;
