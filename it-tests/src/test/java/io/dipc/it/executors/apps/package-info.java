/** Test programs that know nothing of clusters but the annotation. */
package io.dipc.it.executors.apps;
