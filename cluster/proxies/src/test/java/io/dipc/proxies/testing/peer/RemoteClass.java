package io.dipc.proxies.testing.peer;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Writes a subclass whose methods call {@link RemoteObject#call}. */
final class RemoteClass {
    /** The field that says which object it is. */
    static final String KEY = "remoteKey";

    private static final Type STRING = Type.getType(String.class);
    private static final String CALL = Type.getMethodDescriptor(
            Type.getType(Object.class), STRING, STRING, STRING, STRING, Type.getType(Object[].class));

    private final Class<?> superclass;
    private final String name;
    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);

    RemoteClass(Class<?> superclass) {
        this.superclass = superclass;
        this.name =
                Type.getInternalName(RemoteClass.class).replace("RemoteClass", "Remote") + superclass.getSimpleName();
    }

    byte[] bytes() {
        writer.visit(
                Opcodes.V17,
                Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
                name,
                null,
                Type.getInternalName(superclass),
                null);
        writer.visitField(Opcodes.ACC_PUBLIC, KEY, STRING.getDescriptor(), null, null)
                .visitEnd();
        for (Method method : superclass.getMethods()) {
            boolean isFixed = Modifier.isStatic(method.getModifiers()) || Modifier.isFinal(method.getModifiers());
            if (!isFixed && method.getDeclaringClass() != Object.class) {
                write(method);
            }
        }
        writer.visitEnd();
        return writer.toByteArray();
    }

    private void write(Method method) {
        String descriptor = Type.getMethodDescriptor(method);
        MethodVisitor code = writer.visitMethod(Opcodes.ACC_PUBLIC, method.getName(), descriptor, null, null);
        code.visitCode();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, name, KEY, STRING.getDescriptor());
        code.visitLdcInsn(method.getDeclaringClass().getName());
        code.visitLdcInsn(method.getName());
        code.visitLdcInsn(descriptor);
        arguments(code, Type.getArgumentTypes(method));
        code.visitMethodInsn(Opcodes.INVOKESTATIC, Type.getInternalName(RemoteObject.class), "call", CALL, false);
        answer(code, Type.getReturnType(method));
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private static void arguments(MethodVisitor code, Type[] types) {
        code.visitIntInsn(Opcodes.BIPUSH, types.length);
        code.visitTypeInsn(Opcodes.ANEWARRAY, "java/lang/Object");
        int variable = 1;
        for (int i = 0; i < types.length; i++) {
            Type type = types[i];
            code.visitInsn(Opcodes.DUP);
            code.visitIntInsn(Opcodes.BIPUSH, i);
            code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), variable);
            if (isPrimitive(type)) {
                String box = box(type);
                code.visitMethodInsn(
                        Opcodes.INVOKESTATIC, box, "valueOf", "(" + type.getDescriptor() + ")L" + box + ";", false);
            }
            code.visitInsn(Opcodes.AASTORE);
            variable += type.getSize();
        }
    }

    private static void answer(MethodVisitor code, Type type) {
        if (type == Type.VOID_TYPE) {
            code.visitInsn(Opcodes.POP);
        } else if (isPrimitive(type)) {
            code.visitTypeInsn(Opcodes.CHECKCAST, box(type));
            code.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL,
                    box(type),
                    type.getClassName() + "Value",
                    "()" + type.getDescriptor(),
                    false);
        } else {
            code.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
        }
        code.visitInsn(type.getOpcode(Opcodes.IRETURN));
    }

    private static boolean isPrimitive(Type type) {
        return type.getSort() < Type.ARRAY;
    }

    private static String box(Type type) {
        return switch (type.getSort()) {
            case Type.BOOLEAN -> "java/lang/Boolean";
            case Type.INT -> "java/lang/Integer";
            case Type.LONG -> "java/lang/Long";
            default -> throw new IllegalArgumentException(type + " (expected: boolean, int, long or a reference)");
        };
    }
}
