package io.dipc.agent.packaging;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.Remapper;

/**
 * What is changed in the byte code of libraries:
 *
 * <ul>
 *   <li>{@code sun.misc.Unsafe} becomes {@code io.dipc.agent.unsafe.Unsafe}, because the JDK warns of its use from 24 on;
 *   <li>SLF4J asks for the property {@code inst.slf4j.provider}, because {@code slf4j.provider} is the application's;
 *   <li>Hazelcast's threads become daemons, because it makes them non-daemon even if started from a daemon, and the JVM
 *       would not end;
 *   <li>Netty asks for properties {@code inst.io.netty.…}, because {@code io.netty.…} are the application's.
 * </ul>
 *
 * <p>The packager fails if a patch no longer finds what it changes.
 */
final class LibraryPatches {

    private static final String UNSAFE = "sun/misc/Unsafe";
    private static final String SLF4J_PROPERTY = "slf4j.provider";
    private static final String SHIM = "io/dipc/agent/unsafe/Unsafe";

    private final Set<String> shimMembers = new TreeSet<>();
    private final Set<String> usedMembers = new TreeSet<>();
    private final Set<String> pending = new TreeSet<>(HazelcastThreads.CLASSES);

    LibraryPatches() {
        pending.add(NettyProperties.CLASS);
    }

    /**
     * @param name name of the class file
     * @param content what is in it
     * @return what shall be in it
     */
    byte[] apply(String name, byte[] content) {
        if (name.equals(SHIM + ".class")) {
            collectShimMembers(content);
            return content;
        }
        byte[] patched = content;
        if (HazelcastThreads.CLASSES.contains(name)) {
            patched = HazelcastThreads.patch(name, patched);
            pending.remove(name);
        }
        if (name.equals(NettyProperties.CLASS)) {
            patched = NettyProperties.patch(patched);
            pending.remove(name);
        }
        return isToRename(name, patched) ? rename(patched) : patched;
    }

    /** Call when all classes have been seen. */
    void verify() {
        if (!pending.isEmpty()) {
            throw new IllegalStateException(pending + " not found (expected: in the jars of Hazelcast and Netty)");
        }
        Set<String> missing = new TreeSet<>(usedMembers);
        missing.removeAll(shimMembers);
        if (!missing.isEmpty()) {
            throw new IllegalStateException("Libraries use " + missing + " (expected: members of " + SHIM + ')');
        }
    }

    private static boolean isToRename(String name, byte[] content) {
        String latin = new String(content, StandardCharsets.ISO_8859_1);
        if (name.startsWith("org/slf4j/") && latin.contains(SLF4J_PROPERTY)) {
            return true;
        }
        return latin.contains(UNSAFE) || latin.contains(UNSAFE.replace('/', '.'));
    }

    private byte[] rename(byte[] content) {
        ClassReader reader = new ClassReader(content);
        ClassWriter writer = new ClassWriter(0);
        reader.accept(new ClassRemapper(new UseCollector(writer), new Renamer()), 0);
        return writer.toByteArray();
    }

    private void collectShimMembers(byte[] content) {
        new ClassReader(content)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String descriptor, String signature, String[] exceptions) {
                                shimMembers.add(name + descriptor);
                                return null;
                            }

                            @Override
                            public FieldVisitor visitField(
                                    int access, String name, String descriptor, String signature, Object value) {
                                shimMembers.add(name + ' ' + descriptor);
                                return null;
                            }
                        },
                        ClassReader.SKIP_CODE);
    }

    /** Renames types, and strings that are the name of the type. */
    private static final class Renamer extends Remapper {
        Renamer() {
            super(Opcodes.ASM9);
        }

        @Override
        public String map(String internalName) {
            return internalName.equals(UNSAFE) ? SHIM : internalName;
        }

        @Override
        public Object mapValue(Object value) {
            if (SLF4J_PROPERTY.equals(value)) {
                return "inst." + SLF4J_PROPERTY;
            }
            return UNSAFE.replace('/', '.').equals(value) ? SHIM.replace('/', '.') : super.mapValue(value);
        }
    }

    /** Notes which members of the shim are used. */
    private final class UseCollector extends ClassVisitor {
        UseCollector(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, descriptor, signature, exceptions)) {
                @Override
                public void visitMethodInsn(
                        int opcode, String owner, String method, String methodDescriptor, boolean isInterface) {
                    if (owner.equals(SHIM)) {
                        usedMembers.add(method + methodDescriptor);
                    }
                    super.visitMethodInsn(opcode, owner, method, methodDescriptor, isInterface);
                }

                @Override
                public void visitFieldInsn(int opcode, String owner, String field, String fieldDescriptor) {
                    if (owner.equals(SHIM)) {
                        usedMembers.add(field + ' ' + fieldDescriptor);
                    }
                    super.visitFieldInsn(opcode, owner, field, fieldDescriptor);
                }
            };
        }
    }
}
