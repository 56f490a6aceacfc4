/**
 * Draws the Mandelbrot set, row by row, into memory that threads share, in one JVM or several:
 * {@link io.dipc.demo.mandelbrot.Mandelbrot} holds what they share, {@link io.dipc.demo.mandelbrot.Worker} draws rows,
 * {@link io.dipc.demo.mandelbrot.Picture} is the memory.
 */
package io.dipc.demo.mandelbrot;
