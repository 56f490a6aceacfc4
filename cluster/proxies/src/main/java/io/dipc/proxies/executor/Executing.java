package io.dipc.proxies.executor;

import io.dipc.objects.executor.Semantics;
import java.util.function.Consumer;

/**
 * What proxies of executors need beside what all proxies have.
 *
 * @param workers the threads of this JVM
 * @param memberName how this JVM is called in messages
 * @param semantics how often tasks run when JVMs die
 * @param opener called for a class of the JDK whose package is not open to the module of this class, so that it may open
 *     it
 */
public record Executing(ExecutorWorkers workers, String memberName, Semantics semantics, Consumer<Class<?>> opener) {}
