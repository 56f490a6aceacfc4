package io.dipc.buffers.base;

import io.dipc.buffers.jdk.Modules;
import io.dipc.buffers.jdk.SharedSecrets;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.util.Collections;
import java.util.Optional;

/**
 * Foreign functions in JDK 17, where they are in an incubator module, which is not there unless it is named on the
 * command line; it is loaded as the JDK loads the module of its management agent. That prints nothing.
 */
final class Linker17 {
    private static final String PACKAGE = "jdk.incubator.foreign";

    private Linker17() {}

    /** {@code syscall}, of {@link SystemCalls#PARAMETERS} parameters. */
    static MethodHandle syscall() throws ReflectiveOperationException {
        Module module = Modules.loadModule(PACKAGE);
        SharedSecrets.getJavaLangAccess().addEnableNativeAccess(Object.class.getModule());
        Class<?> linker = type(module, "CLinker");
        Class<?> layout = type(module, "MemoryLayout");
        Class<?> descriptor = type(module, "FunctionDescriptor");
        Class<?> addressable = type(module, "Addressable");
        Object lookup = linker.getMethod("systemLookup").invoke(null);
        Optional<?> symbol = (Optional<?>)
                type(module, "SymbolLookup").getMethod("lookup", String.class).invoke(lookup, "syscall");
        Object longLayout = linker.getField("C_LONG").get(null);
        Object parameters = Array.newInstance(layout, SystemCalls.PARAMETERS);
        for (int i = 0; i < SystemCalls.PARAMETERS; i++) {
            Array.set(parameters, i, longLayout);
        }
        Object function = descriptor.getMethod("of", layout, layout.arrayType()).invoke(null, longLayout, parameters);
        return (MethodHandle) linker.getMethod("downcallHandle", addressable, MethodType.class, descriptor)
                .invoke(
                        linker.getMethod("getInstance").invoke(null),
                        symbol.orElseThrow(),
                        MethodType.methodType(long.class, Collections.nCopies(SystemCalls.PARAMETERS, long.class)),
                        function);
    }

    private static Class<?> type(Module module, String name) throws ClassNotFoundException {
        Class<?> type = Class.forName(module, PACKAGE + "." + name);
        if (type == null) {
            throw new ClassNotFoundException(name);
        }
        return type;
    }
}
