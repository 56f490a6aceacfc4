package io.dipc.agent.helper;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the JVM's launcher run {@code io.dipc.agent.Helper} in place of the application's main class. That class is found as
 * always, so that mistakes on the command line are told and what a jar's manifest asks for is done; but it is not
 * initialised. To be registered before the launcher's class is loaded, which is after the agents were started.
 */
public final class MainReplacement implements ClassFileTransformer {

    private static final Logger LOG = LoggerFactory.getLogger(MainReplacement.class);

    private static final String LAUNCHER = "sun/launcher/LauncherHelper";
    private static final String MAIN = "io.dipc.agent.Helper";

    /** No class file. Not empty: the JVM takes an empty array for "unchanged". */
    private static final byte[] REFUSED_BY_THE_JVM = {0};

    /** Makes the transformer. */
    public MainReplacement() {}

    @Override
    public byte[] transform(
            Module module,
            ClassLoader loader,
            String className,
            Class<?> classBeingRedefined,
            ProtectionDomain protectionDomain,
            byte[] classFile) {
        if (!LAUNCHER.equals(className)) {
            return null;
        }
        try {
            ClassReader reader = new ClassReader(classFile);
            ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
            Finders finders = new Finders(writer);
            reader.accept(finders, 0);
            if (finders.returns > 0) {
                return writer.toByteArray();
            }
            LOG.error("helper=true does not work on this JVM: its launcher has no method that finds the main class");
        } catch (RuntimeException e) {
            LOG.error("helper=true does not work on this JVM: its launcher cannot be changed: {}", e.toString());
        }
        return REFUSED_BY_THE_JVM;
    }

    /** The methods {@code loadMainClass} and {@code loadModuleMainClass}, which return the main class. */
    private static final class Finders extends ClassVisitor {
        private int returns;

        Finders(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            boolean finds = name.matches("load(Module)?MainClass") && descriptor.endsWith(")Ljava/lang/Class;");
            return finds ? new ReturnsHelper(next) : next;
        }

        private final class ReturnsHelper extends MethodVisitor {
            ReturnsHelper(MethodVisitor next) {
                super(Opcodes.ASM9, next);
            }

            @Override
            public void visitInsn(int opcode) {
                if (opcode == Opcodes.ARETURN) {
                    returns++;
                    super.visitInsn(Opcodes.POP);
                    super.visitLdcInsn(MAIN);
                    super.visitInsn(Opcodes.ICONST_0);
                    super.visitMethodInsn(
                            Opcodes.INVOKESTATIC,
                            "java/lang/ClassLoader",
                            "getSystemClassLoader",
                            "()Ljava/lang/ClassLoader;",
                            false);
                    super.visitMethodInsn(
                            Opcodes.INVOKESTATIC,
                            "java/lang/Class",
                            "forName",
                            "(Ljava/lang/String;ZLjava/lang/ClassLoader;)Ljava/lang/Class;",
                            false);
                }
                super.visitInsn(opcode);
            }
        }
    }
}
