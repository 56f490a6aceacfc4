/** The progress bar of the demos. */
package io.dipc.demo.progress;
