package io.dipc.proxies.elements.lambdas;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The lambda sites of a class, in the order of its class file, each kind of site once. Kept as long as the class is. */
final class LambdaSites {
    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";

    private static final ClassValue<List<LambdaSite>> KNOWN = new ClassValue<>() {
        @Override
        protected List<LambdaSite> computeValue(Class<?> type) {
            return read(type);
        }
    };

    private LambdaSites() {}

    /**
     * @throws UnknownLambdaException if the class file cannot be found or read
     */
    static List<LambdaSite> of(Class<?> type) {
        return KNOWN.get(type);
    }

    private static List<LambdaSite> read(Class<?> type) {
        Set<LambdaSite> sites = new LinkedHashSet<>();
        classFile(type).accept(new Finder(sites), ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
        return List.copyOf(sites);
    }

    /**
     * The names of a method's first local variables, for messages.
     *
     * @param count how many slots
     * @return by slot; null where the class file does not tell
     */
    static List<String> variables(Class<?> type, String method, String descriptor, int count) {
        List<String> names = new ArrayList<>(Collections.nCopies(count, null));
        classFile(type)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public MethodVisitor visitMethod(int a, String name, String desc, String s, String[] e) {
                                return name.equals(method) && desc.equals(descriptor) ? new Names(names) : null;
                            }
                        },
                        ClassReader.SKIP_FRAMES);
        return names;
    }

    private static ClassReader classFile(Class<?> type) {
        String name = type.getName();
        try (InputStream in = type.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            if (in == null) {
                throw new UnknownLambdaException("the class file of " + name + " cannot be found, only its lambdas can"
                        + " be sent whose class is in a file");
            }
            return new ClassReader(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new UnknownLambdaException("the class file of " + name + " cannot be read: " + e, e);
        }
    }

    /** Collects the sites. */
    private static final class Finder extends ClassVisitor {
        private final Set<LambdaSite> sites;

        Finder(Set<LambdaSite> sites) {
            super(Opcodes.ASM9);
            this.sites = sites;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String desc, String signature, String[] exceptions) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public void visitInvokeDynamicInsn(String method, String factory, Handle bootstrap, Object... given) {
                    if (bootstrap.getOwner().equals(METAFACTORY)) {
                        List<Object> arguments = new ArrayList<>(List.of(given));
                        if (bootstrap.getName().equals("metafactory")) {
                            // without flags the other one does the same
                            arguments.add(0);
                        }
                        sites.add(new LambdaSite(method, factory, arguments));
                    }
                }
            };
        }
    }

    /** Notes the variables that begin with the method. */
    private static final class Names extends MethodVisitor {
        private final List<String> names;
        private Label first;

        Names(List<String> names) {
            super(Opcodes.ASM9);
            this.names = names;
        }

        @Override
        public void visitLabel(Label label) {
            first = first == null ? label : first;
        }

        @Override
        public void visitLocalVariable(String name, String desc, String signature, Label start, Label end, int slot) {
            if (slot < names.size() && start == first) {
                names.set(slot, name);
            }
        }
    }
}
