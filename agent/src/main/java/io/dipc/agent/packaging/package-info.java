/**
 * Runs while the project is built and puts together what dipc.jar contains. Not part of dipc.jar.
 */
package io.dipc.agent.packaging;
