package io.dipc.agent.wiring;

import io.dipc.proxies.elements.ElementCodec;
import java.lang.instrument.Instrumentation;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Opens packages of the application's named modules to the runtime, which has to read the fields of elements. Nobody else
 * gains access. Thread-safe.
 */
final class PackageOpener implements Consumer<Class<?>> {

    private final Instrumentation instrumentation;

    PackageOpener(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    @Override
    public void accept(Class<?> type) {
        Module module = type.getModule();
        if (instrumentation.isModifiableModule(module)) {
            Map<String, Set<Module>> opens = Map.of(type.getPackageName(), Set.of(ElementCodec.class.getModule()));
            instrumentation.redefineModule(module, Set.of(), Map.of(), opens, Set.of(), Map.of());
        }
    }
}
