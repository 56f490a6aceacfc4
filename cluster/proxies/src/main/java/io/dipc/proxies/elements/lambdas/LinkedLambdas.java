package io.dipc.proxies.elements.lambdas;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The sites of one class as far as they have been linked. Thread-safe. */
final class LinkedLambdas {
    private final Class<?> capturing;
    private final JdkInternals internals;
    private final List<LambdaSite> sites;
    private final AtomicReferenceArray<LinkedLambda> linked;

    LinkedLambdas(Class<?> capturing, JdkInternals internals) {
        this.capturing = capturing;
        this.internals = internals;
        this.sites = LambdaSites.of(capturing);
        this.linked = new AtomicReferenceArray<>(sites.size());
    }

    LinkedLambda get(int index, long fingerprint) {
        if (index < 0 || index >= sites.size() || sites.get(index).fingerprint() != fingerprint) {
            throw new UnknownLambdaException("class " + capturing.getName() + " here does not make the lambda that was"
                    + " sent; put the same version of the application on the class path of all members");
        }
        LinkedLambda known = linked.get(index);
        if (known == null) {
            known = link(sites.get(index));
            // two threads may both link; either will do
            linked.set(index, known);
        }
        return known;
    }

    private LinkedLambda link(LambdaSite site) {
        ClassLoader loader = capturing.getClassLoader();
        MethodHandles.Lookup lookup = internals.lookupIn(capturing);
        try {
            Object[] arguments = new Object[site.arguments().size()];
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = constant(site.arguments().get(i), lookup);
            }
            MethodHandle factory = LambdaMetafactory.altMetafactory(
                            lookup,
                            site.method(),
                            MethodType.fromMethodDescriptorString(site.factory(), loader),
                            arguments)
                    .getTarget();
            return new LinkedLambda(factory, load(site.implementation().getOwner(), loader));
        } catch (Exception | LinkageError e) {
            throw new UnknownLambdaException(
                    "a lambda of class " + capturing.getName() + " cannot be linked here: " + e, e);
        }
    }

    private static Object constant(Object inFile, MethodHandles.Lookup lookup) throws ReflectiveOperationException {
        ClassLoader loader = lookup.lookupClass().getClassLoader();
        if (inFile instanceof Handle handle) {
            return methodHandle(handle, lookup);
        }
        if (inFile instanceof Type type) {
            return type.getSort() == Type.METHOD
                    ? MethodType.fromMethodDescriptorString(type.getDescriptor(), loader)
                    : load(type.getInternalName(), loader);
        }
        return inFile;
    }

    private static MethodHandle methodHandle(Handle handle, MethodHandles.Lookup lookup)
            throws ReflectiveOperationException {
        ClassLoader loader = lookup.lookupClass().getClassLoader();
        Class<?> owner = load(handle.getOwner(), loader);
        MethodType type = MethodType.fromMethodDescriptorString(handle.getDesc(), loader);
        return switch (handle.getTag()) {
            case Opcodes.H_INVOKESTATIC -> lookup.findStatic(owner, handle.getName(), type);
            case Opcodes.H_NEWINVOKESPECIAL -> lookup.findConstructor(owner, type);
            case Opcodes.H_INVOKESPECIAL -> lookup.findSpecial(owner, handle.getName(), type, lookup.lookupClass());
            default -> lookup.findVirtual(owner, handle.getName(), type);
        };
    }

    private static Class<?> load(String internalName, ClassLoader loader) throws ClassNotFoundException {
        return Class.forName(internalName.replace('/', '.'), false, loader);
    }
}
