/**
 * How members that run no code of the program hear of its executors. Whoever makes the proxy of an executor registers its
 * key; helpers watch. Imports the engine's interface and the commands of directories.
 */
package io.dipc.proxies.directory;
