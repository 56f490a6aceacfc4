/** The packaged agent as such: what dipc.jar contains, its options, its command line, and the end of its JVMs. */
package io.dipc.it.agent;
