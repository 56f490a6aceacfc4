package io.dipc.buffers.hooks;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * A method of {@code ScopedMemoryAccess} that accesses one value: (session, base, offset, …). Method and parameters are
 * called the same in {@code Unsafe}, without the session.
 *
 * @param size of the value in bytes
 * @param write whether it may write
 */
record Accessor(String name, String descriptor, int size, boolean write) {
    private static final Pattern NAME = Pattern.compile(
            "(?:get|put|compareAndSet|compareAndExchange|weakCompareAndSet|getAndSet|getAndAdd|getAndBitwise(?:And|Or|Xor))"
                    + "(Boolean|Byte|Short|Char|Int|Long|Float|Double)"
                    + "(?:Volatile|Acquire|Release|Opaque|Plain|Unaligned)?");
    private static final Pattern READ = Pattern.compile("get(?!And).*");

    /** What a method is, or null if it is not one of these. */
    static Accessor of(int access, String name, String descriptor) {
        Matcher matcher = NAME.matcher(name);
        if ((access & Opcodes.ACC_PUBLIC) == 0 || (access & Opcodes.ACC_STATIC) != 0 || !matcher.matches()) {
            return null;
        }
        Type[] parameters = Type.getArgumentTypes(descriptor);
        if (parameters.length < 3
                || parameters[0].getSort() != Type.OBJECT
                || parameters[1].getSort() != Type.OBJECT
                || parameters[2] != Type.LONG_TYPE) {
            return null;
        }
        return new Accessor(
                name, descriptor, size(matcher.group(1)), !READ.matcher(name).matches());
    }

    private static int size(String type) {
        return switch (type) {
            case "Boolean", "Byte" -> 1;
            case "Short", "Char" -> 2;
            case "Int", "Float" -> 4;
            default -> 8;
        };
    }

    /** The parameters after the session. */
    String descriptorWithoutSession() {
        return "(" + descriptor.substring(descriptor.indexOf(';') + 1);
    }

    Type returnType() {
        return Type.getReturnType(descriptor);
    }
}
