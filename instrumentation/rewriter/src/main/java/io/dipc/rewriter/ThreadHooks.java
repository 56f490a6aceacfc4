package io.dipc.rewriter;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Lets the JDK's {@link Thread} ask the bridge before it starts, runs, is interrupted, or says how it is. The calls of a
 * program cannot be redirected instead: most threads are started by the name of a subclass, and many by the JDK. Done when
 * the first class whose threads are distributed is initialised; other programs keep the JDK's class.
 */
final class ThreadHooks implements ClassFileTransformer {
    private static final String THREAD = "java/lang/Thread";
    private static final String STATE = "java/lang/Thread$State";

    /** What is called at the beginning of a method. */
    private static final Map<String, Hook> HOOKS = Map.of(
            "start()V",
            new Hook("start", "V", Opcodes.NOP),
            "run()V",
            new Hook("run", "Z", Opcodes.IFEQ),
            "interrupt()V",
            new Hook("interrupt", "Z", Opcodes.IFEQ),
            "getState()L" + STATE + ";",
            new Hook("state", "L" + STATE + ";", Opcodes.IFNULL),
            "isInterrupted()Z",
            new Hook("interrupted", "I", Opcodes.IFLT));

    private final Instrumentation instrumentation;
    private boolean installed;
    /** How many hooks were set when the class was transformed last. */
    private volatile int set;

    private volatile RuntimeException failure;

    /**
     * @param method of the bridge
     * @param returns its type
     * @param skip the instruction at which the method goes on as before
     */
    private record Hook(String method, String returns, int skip) {}

    ThreadHooks(Instrumentation instrumentation) {
        this.instrumentation = instrumentation;
    }

    /**
     * Sets the hooks, if they are not set. Not to be called while a class is transformed.
     *
     * @throws IllegalStateException if the JVM does not let them be set
     */
    synchronized void install() {
        if (installed) {
            return;
        }
        instrumentation.addTransformer(this, true);
        try {
            instrumentation.retransformClasses(Thread.class);
        } catch (UnmodifiableClassException e) {
            throw new IllegalStateException(
                    "java.lang.Thread cannot be changed, so that no thread can run elsewhere", e);
        }
        if (set != HOOKS.size()) {
            throw new IllegalStateException(
                    "java.lang.Thread of this JVM has " + set + " of the methods that were to be changed (expected: "
                            + HOOKS.keySet() + ")",
                    failure);
        }
        installed = true;
    }

    @Override
    public byte[] transform(
            Module module,
            ClassLoader loader,
            String className,
            Class<?> classBeingRedefined,
            ProtectionDomain protectionDomain,
            byte[] classFile) {
        if (loader != null || !THREAD.equals(className)) {
            return null;
        }
        try {
            ClassReader reader = new ClassReader(classFile);
            ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
            Setter setter = new Setter(writer);
            reader.accept(setter, ClassReader.EXPAND_FRAMES);
            set = setter.found;
            return writer.toByteArray();
        } catch (RuntimeException e) {
            failure = e;
            return null;
        }
    }

    private static final class Setter extends ClassVisitor {
        private int found;

        Setter(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
            Hook hook = HOOKS.get(name + descriptor);
            if (hook == null || (access & Opcodes.ACC_STATIC) != 0) {
                return next;
            }
            found++;
            return new Beginning(next, hook);
        }
    }

    private static final class Beginning extends MethodVisitor {
        private static final Object[] THIS = {THREAD};
        private static final Object[] NOTHING = {};

        private final Hook hook;

        Beginning(MethodVisitor next, Hook hook) {
            super(Opcodes.ASM9, next);
            this.hook = hook;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            super.visitVarInsn(Opcodes.ALOAD, 0);
            super.visitMethodInsn(
                    Opcodes.INVOKESTATIC,
                    BridgeInstaller.TARGET,
                    hook.method,
                    "(L" + THREAD + ";)" + hook.returns,
                    false);
            if (hook.skip == Opcodes.NOP) {
                return;
            }
            boolean valued = hook.skip != Opcodes.IFEQ;
            Label on = new Label();
            if (valued) {
                super.visitInsn(Opcodes.DUP);
            }
            super.visitJumpInsn(hook.skip, on);
            super.visitInsn(!valued ? Opcodes.RETURN : hook.skip == Opcodes.IFNULL ? Opcodes.ARETURN : Opcodes.IRETURN);
            super.visitLabel(on);
            Object[] value = {hook.skip == Opcodes.IFNULL ? STATE : Opcodes.INTEGER};
            super.visitFrame(Opcodes.F_NEW, 1, THIS, valued ? 1 : 0, valued ? value : NOTHING);
            // A method may have a frame at its first instruction, and two at one place are not allowed.
            super.visitInsn(valued ? Opcodes.POP : Opcodes.NOP);
        }
    }
}
