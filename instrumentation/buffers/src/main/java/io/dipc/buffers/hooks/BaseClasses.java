package io.dipc.buffers.hooks;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.commons.ClassRemapper;
import org.objectweb.asm.commons.SimpleRemapper;

/**
 * Defines classes into {@code java.base}, in the package of the JDK's class that is hooked, where every class of the JDK
 * can see them and no other code can. Appending a jar to the boot class path would do as much, but makes the JVM print
 * a warning.
 */
final class BaseClasses {
    static final String PACKAGE = "jdk/internal/misc/";
    private static final String OURS = "io/dipc/buffers/base/";
    private static final String JDK = "io/dipc/buffers/jdk/";

    private final MethodHandles.Lookup lookup;
    private final Map<String, String> names = new HashMap<>();

    /**
     * @param lookup with access to the package that the classes go to
     */
    BaseClasses(MethodHandles.Lookup lookup) {
        this.lookup = lookup;
        for (String name : new String[] {
            "Setup",
            "Carrier",
            "Sessions",
            "Window",
            "Pages",
            "Slots",
            "Copies",
            "Rewiring",
            "Bulk",
            "Mapped",
            "Scope17",
            "Segment17",
            "SystemCalls",
            "Membarrier",
            "Linker17",
            "Raw"
        }) {
            names.put(OURS + name, target(name));
        }
        names.put(OURS + "Carrier17", target("Carrier"));
        names.put(OURS + "Sessions17", target("Sessions"));
        jdk("Unsafe", "jdk/internal/misc/Unsafe");
        jdk("ForceInline", "jdk/internal/vm/annotation/ForceInline");
        jdk("DontInline", "jdk/internal/vm/annotation/DontInline");
        jdk("Scope", "jdk/internal/misc/ScopedMemoryAccess$Scope");
        jdk("ScopeHandle", "jdk/internal/misc/ScopedMemoryAccess$Scope$Handle");
        jdk("MemorySegmentProxy", "jdk/internal/access/foreign/MemorySegmentProxy");
        jdk("JavaLangAccess", "jdk/internal/access/JavaLangAccess");
        jdk("ThreadKind", "java/lang/Thread");
        jdk("SharedSecrets", "jdk/internal/access/SharedSecrets");
        jdk("MemorySession", "jdk/internal/foreign/MemorySessionImpl");
        jdk("MemorySegmentImpl", "jdk/internal/foreign/AbstractMemorySegmentImpl");
        jdk("Modules", "jdk/internal/module/Modules");
        jdk("ArraysSupport", "jdk/internal/util/ArraysSupport");
    }

    private void jdk(String stub, String name) {
        names.put(JDK + stub, name);
    }

    /** The internal name that a class has in {@code java.base}. */
    static String target(String name) {
        return PACKAGE + "Dipc" + name;
    }

    /** Defines one of our classes. */
    Class<?> define(String name) throws IllegalAccessException {
        String resource = "/" + OURS + name + ".class";
        try (InputStream in = BaseClasses.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("dipc.jar is incomplete: " + resource + " is missing");
            }
            ClassWriter writer = new ClassWriter(0);
            new ClassReader(in.readAllBytes())
                    .accept(new ClassRemapper(writer, new SimpleRemapper(org.objectweb.asm.Opcodes.ASM9, names)), 0);
            return define(writer.toByteArray());
        } catch (IOException e) {
            throw new IllegalStateException("dipc.jar cannot be read: " + resource, e);
        }
    }

    Class<?> define(byte[] bytes) throws IllegalAccessException {
        return lookup.defineClass(bytes);
    }
}
