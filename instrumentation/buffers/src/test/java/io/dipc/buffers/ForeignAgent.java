package io.dipc.buffers;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;

/** Main: another agent undoes the hooks; then no more buffer is distributed. One that only looks on does no harm. */
final class ForeignAgent {
    private static final String TARGET = "jdk/internal/misc/ScopedMemoryAccess";

    private ForeignAgent() {}

    public static void main(String[] arguments) throws Exception {
        Instrumentation instrumentation = TestAgent.instrumentation();
        AddressSpace space = AddressSpace.of(instrumentation);
        space.reserve(5000, 4096, new LocalPager());
        Class<?> target = Class.forName(TARGET.replace('/', '.'));
        instrumentation.retransformClasses(target);
        space.reserve(5000, 4096, new LocalPager());
        byte[] original =
                Object.class.getModule().getResourceAsStream(TARGET + ".class").readAllBytes();
        ClassFileTransformer undoing = new ClassFileTransformer() {
            @Override
            public byte[] transform(
                    Module module, ClassLoader loader, String name, Class<?> type, ProtectionDomain domain, byte[] b) {
                return TARGET.equals(name) ? original : null;
            }
        };
        instrumentation.addTransformer(undoing, true);
        instrumentation.retransformClasses(target);
        try {
            space.reserve(5000, 4096, new LocalPager());
            System.out.println("reserved");
        } catch (UnsupportedOperationException e) {
            System.out.println(e.getMessage());
        }
        instrumentation.removeTransformer(undoing);
        instrumentation.retransformClasses(target);
        space.reserve(5000, 4096, new LocalPager());
    }
}
