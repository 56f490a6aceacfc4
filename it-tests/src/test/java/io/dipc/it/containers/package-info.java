/** The word count in real containers, as {@code demo-apps/compose.yaml} describes them. Needs root and podman. */
package io.dipc.it.containers;
