package io.dipc.buffers.hooks;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACC_SUPER;
import static org.objectweb.asm.Opcodes.V17;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.GeneratorAdapter;
import org.objectweb.asm.commons.Method;

/**
 * Writes the class that has, for every accessor of the JDK's {@code ScopedMemoryAccess}, the same access with the checks
 * of {@code Pages} around it. Made from the accessors that this JDK has, so that none is forgotten.
 *
 * <pre>
 * static int getInt(Object base, long offset) {            static void putInt(Object base, long offset, int value) {
 *     byte readable = Pages.readable(offset);                  if (!Pages.isInCell(offset, 4)) {
 *     if ((int) offset & 3 >= readable) {                          putInt$slow(base, offset, value);
 *         if (!Pages.isInCell(offset, 4)) {                        return;
 *             return getInt$slow(base, offset);                }
 *         }                                                    if (this thread has a slot) {
 *         if (readable == 0) {                                     boolean entered;
 *             try {                                                try {
 *                 new Number(): see refuse                             entered = Pages.enter(slot, offset);
 *             } catch (InstantiationError e) {                         if (entered) UNSAFE.putInt(null, offset, value);
 *                 return getInt$slow(base, offset);                } finally {
 *             }                                                        Slots.clear(slot);
 *         }                                                        }
 *     }                                                            if (entered) return;
 *     int value = UNSAFE.getInt(null, offset);                 }
 *     Pages.afterRead(readable);                               as there: try, catch, putInt$slow(base, offset, value)
 *     return value;                                        }
 * }
 *
 * static int getInt$slow(Object base, long offset) {
 *     try {
 *         Pages.begin(offset, 4, false);
 *         return UNSAFE.getInt(null, offset);
 *     } finally {
 *         Pages.end(offset, 4);
 *     }
 * }
 * </pre>
 */
final class AccessGenerator {
    static final String CLASS = BaseClasses.target("Access");
    static final String SESSION = "SESSION";
    static final String SEGMENT = "SEGMENT";

    /** An abstract class, of which an object is to be made. */
    private static final Type ABSTRACT = Type.getType(Number.class);

    private static final String SETUP = BaseClasses.target("Setup");
    private static final Type PAGES = Type.getObjectType(BaseClasses.target("Pages"));
    private static final Type SLOTS = Type.getObjectType(BaseClasses.target("Slots"));
    private static final Type UNSAFE = Type.getObjectType("jdk/internal/misc/Unsafe");
    private static final Type OBJECT = Type.getType(Object.class);
    private static final Type SELF = Type.getObjectType(CLASS);

    private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES | ClassWriter.COMPUTE_MAXS) {
        @Override
        protected String getCommonSuperClass(String a, String b) {
            return "java/lang/Object";
        }
    };

    private final boolean exits;

    /**
     * @param exits whether compiled code leaves for the interpreter where a page is to be waited for; else it calls
     */
    AccessGenerator(boolean exits) {
        this.exits = exits;
        writer.visit(V17, ACC_PUBLIC | ACC_FINAL | ACC_SUPER, CLASS, null, "java/lang/Object", null);
        writer.visitField(ACC_PUBLIC | ACC_STATIC | ACC_FINAL, SESSION, OBJECT.getDescriptor(), null, null);
        writer.visitField(ACC_PUBLIC | ACC_STATIC | ACC_FINAL, SEGMENT, OBJECT.getDescriptor(), null, null);
        writer.visitField(ACC_PRIVATE | ACC_STATIC | ACC_FINAL, "UNSAFE", UNSAFE.getDescriptor(), null, null);
        GeneratorAdapter code = method(ACC_STATIC, "<clinit>", "()V");
        code.getStatic(Type.getObjectType(SETUP), "session", OBJECT);
        code.putStatic(SELF, SESSION, OBJECT);
        code.getStatic(Type.getObjectType(SETUP), "segment", OBJECT);
        code.putStatic(SELF, SEGMENT, OBJECT);
        code.invokeStatic(UNSAFE, new Method("getUnsafe", UNSAFE, new Type[0]));
        code.putStatic(SELF, "UNSAFE", UNSAFE);
        code.returnValue();
        code.endMethod();
    }

    void add(Accessor accessor) {
        if (accessor.write()) {
            write(accessor);
        } else {
            read(accessor);
        }
        slow(accessor);
    }

    byte[] toByteArray() {
        writer.visitEnd();
        return writer.toByteArray();
    }

    private GeneratorAdapter method(int access, String name, String descriptor) {
        MethodVisitor visitor = writer.visitMethod(access, name, descriptor, null, null);
        return new GeneratorAdapter(visitor, access, name, descriptor);
    }

    private GeneratorAdapter method(Accessor accessor, String suffix, String annotation) {
        int access = (suffix.isEmpty() ? ACC_PUBLIC : ACC_PRIVATE) | ACC_STATIC;
        GeneratorAdapter code = method(access, accessor.name() + suffix, accessor.descriptorWithoutSession());
        code.visitAnnotation("Ljdk/internal/vm/annotation/" + annotation + ";", true)
                .visitEnd();
        code.visitCode();
        return code;
    }

    /**
     * One comparison says whether the access is aligned and its page can be read: what an address is above a multiple of the
     * size is less than 1 only if it is nothing. It is made here and not in a method that returns a boolean: of such C2 of
     * JDK 17 compares again what the method has compared.
     */
    private void read(Accessor accessor) {
        GeneratorAdapter code = method(accessor, "", "ForceInline");
        int readable = code.newLocal(Type.BYTE_TYPE);
        Label allowed = code.newLabel();
        Label refused = code.newLabel();
        code.loadArg(1);
        code.invokeStatic(PAGES, Method.getMethod("byte readable(long)"));
        code.storeLocal(readable);
        code.loadArg(1);
        code.cast(Type.LONG_TYPE, Type.INT_TYPE);
        code.push(accessor.size() - 1);
        code.math(GeneratorAdapter.AND, Type.INT_TYPE);
        code.loadLocal(readable);
        code.ifICmp(GeneratorAdapter.LT, allowed);
        divert(accessor, code);
        code.loadLocal(readable);
        code.ifZCmp(GeneratorAdapter.EQ, refused);
        code.mark(allowed);
        access(accessor, code);
        code.loadLocal(readable);
        code.invokeStatic(PAGES, Method.getMethod("void afterRead(byte)"));
        code.returnValue();
        refuse(refused, accessor, code);
        code.endMethod();
    }

    private void write(Accessor accessor) {
        GeneratorAdapter code = method(accessor, "", "ForceInline");
        int slot = code.newLocal(Type.LONG_TYPE);
        int result = newResult(accessor, code);
        divert(accessor, code);
        Label unknown = code.newLabel();
        loadSlot(slot, unknown, code);
        Label begin = code.mark();
        code.loadLocal(slot);
        code.loadArg(1);
        code.invokeStatic(PAGES, Method.getMethod("boolean enter(long, long)"));
        Label refused = code.newLabel();
        code.ifZCmp(GeneratorAdapter.EQ, refused);
        access(accessor, code);
        storeResult(result, code);
        Label end = code.mark();
        clear(slot, code);
        loadResult(result, code);
        code.returnValue();
        code.mark(refused);
        clear(slot, code);
        refuse(unknown, accessor, code);
        code.catchException(begin, end, null);
        clear(slot, code);
        code.throwException();
        code.endMethod();
    }

    /** Returns with the slow access, if it touches two cells. */
    private static void divert(Accessor accessor, GeneratorAdapter code) {
        Label inCell = code.newLabel();
        code.loadArg(1);
        code.push(accessor.size());
        code.invokeStatic(PAGES, Method.getMethod("boolean isInCell(long, int)"));
        code.ifZCmp(GeneratorAdapter.NE, inCell);
        callSlow(accessor, code);
        code.returnValue();
        code.mark(inCell);
    }

    /**
     * Ends a method with what it does where a page's state does not allow the access: the slow one, to which only an
     * exception leads that the JVM throws. Of the instruction that throws it, the making of an object of an abstract
     * class, HotSpot's C2 makes an exit to the interpreter, however often it was taken, and keeps the code. Of most
     * others that always fail, as to load an object's field as if it were static, it makes one that drops the code each
     * time. A call that was taken would be part of each loop over any buffer: after it all fields have to be loaded again,
     * so that nothing about a buffer can be decided before its loop.
     */
    private void refuse(Label refused, Accessor accessor, GeneratorAdapter code) {
        code.mark(refused);
        if (exits) {
            Label begin = code.mark();
            code.newInstance(ABSTRACT);
            Label end = code.mark();
            Label waits = code.newLabel();
            code.pop();
            code.goTo(waits);
            code.catchException(begin, end, Type.getType(InstantiationError.class));
            code.pop();
            code.mark(waits);
        }
        callSlow(accessor, code);
        code.returnValue();
    }

    /**
     * Puts the address of the thread's slot into a local variable; goes elsewhere if it has none yet. Whether slots have to
     * be searched is asked first, as C2 leaves out branches never taken only where it has seen the other many times.
     */
    private static void loadSlot(int slot, Label unknown, GeneratorAdapter code) {
        Label first = code.newLabel();
        Label found = code.newLabel();
        code.invokeStatic(SLOTS, Method.getMethod("boolean displaced()"));
        code.ifZCmp(GeneratorAdapter.EQ, first);
        code.invokeStatic(SLOTS, Method.getMethod("long mine()"));
        code.goTo(found);
        code.mark(first);
        code.invokeStatic(SLOTS, Method.getMethod("long id()"));
        code.storeLocal(slot);
        code.loadLocal(slot);
        code.invokeStatic(SLOTS, Method.getMethod("boolean isFirst(long)"));
        code.ifZCmp(GeneratorAdapter.EQ, unknown);
        code.loadLocal(slot);
        code.invokeStatic(SLOTS, Method.getMethod("long first(long)"));
        code.mark(found);
        code.storeLocal(slot);
    }

    private void slow(Accessor accessor) {
        GeneratorAdapter code = method(accessor, "$slow", "DontInline");
        int result = newResult(accessor, code);
        Label begin = code.mark();
        code.loadArg(1);
        code.push(accessor.size());
        code.push(accessor.write());
        code.invokeStatic(PAGES, Method.getMethod("void begin(long, int, boolean)"));
        access(accessor, code);
        storeResult(result, code);
        Label end = code.mark();
        end(accessor, code);
        loadResult(result, code);
        code.returnValue();
        code.catchException(begin, end, null);
        end(accessor, code);
        code.throwException();
        code.endMethod();
    }

    /** Calls the method of {@code Unsafe}. The constant null tells the compiler that no object's field is meant. */
    private static void access(Accessor accessor, GeneratorAdapter code) {
        code.getStatic(SELF, "UNSAFE", UNSAFE);
        code.visitInsn(Opcodes.ACONST_NULL);
        int parameters = Type.getArgumentTypes(accessor.descriptorWithoutSession()).length;
        for (int i = 1; i < parameters; i++) {
            code.loadArg(i);
        }
        code.invokeVirtual(UNSAFE, new Method(accessor.name(), accessor.descriptorWithoutSession()));
    }

    private static void callSlow(Accessor accessor, GeneratorAdapter code) {
        code.loadArgs();
        code.invokeStatic(SELF, new Method(accessor.name() + "$slow", accessor.descriptorWithoutSession()));
    }

    private static void clear(int slot, GeneratorAdapter code) {
        code.loadLocal(slot);
        code.invokeStatic(SLOTS, Method.getMethod("void clear(long)"));
    }

    private static void end(Accessor accessor, GeneratorAdapter code) {
        code.loadArg(1);
        code.push(accessor.size());
        code.invokeStatic(PAGES, Method.getMethod("void end(long, int)"));
    }

    /** A local variable for what the access returns; -1 if that is nothing. */
    private static int newResult(Accessor accessor, GeneratorAdapter code) {
        return accessor.returnType() == Type.VOID_TYPE ? -1 : code.newLocal(accessor.returnType());
    }

    private static void storeResult(int result, GeneratorAdapter code) {
        if (result >= 0) {
            code.storeLocal(result);
        }
    }

    private static void loadResult(int result, GeneratorAdapter code) {
        if (result >= 0) {
            code.loadLocal(result);
        }
    }
}
