/** The programs of these tests. */
package io.dipc.it.helpers.apps;
