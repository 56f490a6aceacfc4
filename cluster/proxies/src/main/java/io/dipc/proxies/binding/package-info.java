/**
 * Exchanges the local objects that an application stores for proxies. The agent calls
 * {@link io.dipc.proxies.binding.ProxyBinder}, in the application's threads. Imports the proxies, the engine's interface
 * and the parameters of the kinds.
 */
package io.dipc.proxies.binding;
