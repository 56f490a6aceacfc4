package io.dipc.proxies.elements.lambdas;

import java.lang.invoke.LambdaMetafactory;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;

/**
 * One place in a class where a lambda or method reference is made: what its class file says to {@link LambdaMetafactory}.
 *
 * @param method the name of the interface's method
 * @param factory descriptor of what makes the lambda: from the captured values to the interface
 * @param arguments those of {@link LambdaMetafactory#altMetafactory}: the erased type of the method, the implementation,
 *     the type that callers see, the flags and what belongs to them; each a {@link Type}, {@link Handle} or Integer
 */
record LambdaSite(String method, String factory, List<Object> arguments) {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    LambdaSite {
        arguments = List.copyOf(arguments);
    }

    /** The method that a call of the lambda ends in. */
    Handle implementation() {
        return (Handle) arguments.get(1);
    }

    /** The internal name of the interface, and after it those that only mark the lambda, without repetition. */
    List<String> interfaces() {
        List<String> names = new ArrayList<>();
        names.add(Type.getReturnType(factory).getInternalName());
        int flags = (Integer) arguments.get(3);
        if ((flags & LambdaMetafactory.FLAG_MARKERS) != 0) {
            int count = (Integer) arguments.get(4);
            for (Object marker : arguments.subList(5, 5 + count)) {
                names.add(((Type) marker).getInternalName());
            }
        }
        if ((flags & LambdaMetafactory.FLAG_SERIALIZABLE) != 0) {
            names.add("java/io/Serializable");
        }
        return names.stream().distinct().toList();
    }

    /** The classes to which the lambda casts what it is called with, as internal names. */
    List<String> casts() {
        List<String> names = new ArrayList<>();
        for (Type parameter : ((Type) arguments.get(2)).getArgumentTypes()) {
            boolean cast = parameter.getSort() == Type.OBJECT || parameter.getSort() == Type.ARRAY;
            if (cast && !parameter.getInternalName().equals("java/lang/Object")) {
                names.add(parameter.getInternalName());
            }
        }
        return names;
    }

    /** The same in all JVMs for equal sites; FNV-1a over all that the site says. */
    long fingerprint() {
        String words = method + factory + arguments;
        long hash = FNV_OFFSET;
        for (int i = 0; i < words.length(); i++) {
            hash = (hash ^ words.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }
}
