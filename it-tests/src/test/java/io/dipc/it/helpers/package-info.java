/** JVMs that run no main, under the packaged agent: how they come and go, and what they run. */
package io.dipc.it.helpers;
