/** What happens to those who live when a JVM is killed. */
package io.dipc.it.kills;
