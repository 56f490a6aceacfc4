package io.dipc.buffers.hooks;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Rewrites the classes of the JDK that access a direct buffer's memory by its address, found by a search of all modules
 * of JDK 17 and 25 for {@code DirectBuffer} and {@code getBufferAddress}. Where they have another way for buffers of the
 * heap, they take it for ours; elsewhere they are refused the address.
 */
final class RawAddressHooks {
    private static final String RAW = BaseClasses.target("Raw");
    private static final String DIRECT = "sun/nio/ch/DirectBuffer";
    private static final String BUFFER = "java/nio/DirectByteBuffer";
    private static final String GCM = "com/sun/crypto/provider/GaloisCounterMode$";

    /** How a class asks whether a buffer is direct. */
    private enum Test {
        /** By {@code instanceof}. */
        TYPE,
        /** By {@code isDirect()}, or the other way in some JDKs. */
        METHOD,
        /** It does, but has no other way. */
        NONE
    }

    private static final Map<String, Test> CLASSES = new TreeMap<>();

    /** The modules that some of them are in. */
    static final Set<String> MODULES = Set.of("jdk.crypto.cryptoki", "jdk.sctp");

    static {
        for (String name :
                new String[] {"IOUtil", "DatagramChannelImpl", "sctp/SctpChannelImpl", "sctp/SctpMultiChannelImpl"}) {
            CLASSES.put("sun/nio/ch/" + name, Test.TYPE);
        }
        for (String name :
                new String[] {"AEADCipher", "Cipher", "Digest", "KeyWrapCipher", "Mac", "PSSSignature", "Signature"}) {
            CLASSES.put("sun/security/pkcs11/P11" + name, Test.TYPE);
        }
        for (String name : new String[] {"Adler32", "CRC32", "CRC32C"}) {
            CLASSES.put("java/util/zip/" + name, Test.METHOD);
        }
        CLASSES.put("sun/nio/fs/UnixUserDefinedFileAttributeView", Test.METHOD);
        CLASSES.put("java/util/zip/Deflater", Test.NONE);
        CLASSES.put("java/util/zip/Inflater", Test.NONE);
        CLASSES.put(GCM + "GCMEngine", Test.NONE);
        CLASSES.put(GCM + "GCMDecrypt", Test.NONE);
        CLASSES.put(BUFFER, Test.NONE);
    }

    private RawAddressHooks() {}

    static boolean isTarget(String name) {
        return CLASSES.containsKey(name);
    }

    /** The class file with the hooks. */
    static byte[] hook(String type, byte[] original) {
        Test test = CLASSES.get(type);
        ClassReader reader = new ClassReader(original);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String descriptor, String signature, String[] exceptions) {
                        MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
                        if (type.equals(BUFFER)) {
                            return name.equals("address") && descriptor.equals("()J") ? new Refusal(next) : next;
                        }
                        return new Rewriter(next, test, name.equals("overlapDetection") ? "position" : "address");
                    }
                },
                0);
        return writer.toByteArray();
    }

    /** Begins {@code address()} of a buffer with a check of the buffer. */
    private static final class Refusal extends MethodVisitor {
        Refusal(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            visitVarInsn(Opcodes.ALOAD, 0);
            visitMethodInsn(Opcodes.INVOKESTATIC, RAW, "check", "(Ljava/lang/Object;)V", false);
        }
    }

    private static final class Rewriter extends MethodVisitor {
        private final Test test;
        private final String address;

        Rewriter(MethodVisitor next, Test test, String address) {
            super(Opcodes.ASM9, next);
            this.test = test;
            this.address = address;
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            if (opcode == Opcodes.INSTANCEOF && type.equals(DIRECT) && test != Test.NONE) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, RAW, "isDirect", "(Ljava/lang/Object;)Z", false);
            } else {
                super.visitTypeInsn(opcode, type);
            }
        }

        @Override
        public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
            if (name.equals("isDirect") && owner.equals("java/nio/ByteBuffer") && test == Test.METHOD) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, RAW, "isDirect", "(Ljava/lang/Object;)Z", false);
            } else if (name.equals("address") && owner.equals(DIRECT)) {
                super.visitMethodInsn(Opcodes.INVOKESTATIC, RAW, address, "(Ljava/lang/Object;)J", false);
            } else if (name.equals("getBufferAddress") && address.equals("address")) {
                super.visitMethodInsn(
                        Opcodes.INVOKESTATIC, RAW, address, "(Ljava/lang/Object;Ljava/lang/Object;)J", false);
            } else {
                super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            }
        }
    }
}
