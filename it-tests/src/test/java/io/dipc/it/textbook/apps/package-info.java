/** The programs: nothing in them is dipc's. What is to be distributed is said in a configuration file. */
package io.dipc.it.textbook.apps;
