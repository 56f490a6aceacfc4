package io.dipc.proxies.elements.lambdas;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** What the lambdas of one class are made of. Immutable. */
public final class CapturedLambda {
    private final Class<?> capturing;
    private final Class<?> implementing;
    private final LambdaSite site;
    private final int index;
    private final long fingerprint;
    private final List<MethodHandle> getters;

    CapturedLambda(Class<?> type, Class<?> capturing, LambdaSite site, int index, JdkInternals internals) {
        this.capturing = capturing;
        this.implementing = implementing(site, capturing);
        this.site = site;
        this.index = index;
        this.fingerprint = site.fingerprint();
        this.getters = getters(type, internals.lookupIn(type), Type.getArgumentTypes(site.factory()).length);
    }

    private static Class<?> implementing(LambdaSite site, Class<?> capturing) {
        String name = Type.getObjectType(site.implementation().getOwner()).getClassName();
        try {
            return site.implementation().getOwner().startsWith("[")
                    ? Object.class
                    : Class.forName(name, false, capturing.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new UnknownLambdaException("class " + name + ", whose method it calls, is not known here", e);
        }
    }

    private static List<MethodHandle> getters(Class<?> type, MethodHandles.Lookup lookup, int count) {
        List<MethodHandle> getters = new ArrayList<>(count);
        try {
            for (int i = 1; i <= count; i++) {
                Field field = type.getDeclaredField("arg$" + i);
                getters.add(lookup.unreflectGetter(field));
            }
        } catch (ReflectiveOperationException e) {
            throw new UnknownLambdaException("this JVM does not keep captured values where they are expected: " + e, e);
        }
        return List.copyOf(getters);
    }

    /** The class that contains the site. */
    public Class<?> capturing() {
        return capturing;
    }

    /** The class whose method a call of the lambda ends in. */
    public Class<?> implementing() {
        return implementing;
    }

    /** Which of its sites. */
    public int index() {
        return index;
    }

    /** What tells the site from that of another version of the class. */
    public long fingerprint() {
        return fingerprint;
    }

    /** How many values are captured. */
    public int size() {
        return getters.size();
    }

    /**
     * A captured value, boxed where it is primitive.
     *
     * @param lambda one of the class that this was made from
     * @param i from 0
     */
    public Object value(Object lambda, int i) {
        try {
            return getters.get(i).invoke(lambda);
        } catch (Throwable e) {
            throw new AssertionError("captured value " + i + " of " + lambda.getClass(), e);
        }
    }

    /**
     * What a captured value is called in the source, as far as the class file tells: {@code Worker.this}, {@code conn}.
     *
     * @param i from 0
     */
    public String name(int i) {
        Type[] captured = Type.getArgumentTypes(site.factory());
        Handle implementation = site.implementation();
        boolean ownMethod = implementation.getOwner().equals(Type.getInternalName(capturing));
        boolean receiver = implementation.getTag() != Opcodes.H_INVOKESTATIC
                && implementation.getTag() != Opcodes.H_NEWINVOKESPECIAL;
        if (receiver && i == 0 && ownMethod) {
            return capturing.getSimpleName() + ".this";
        }
        if (ownMethod) {
            int slot = 0;
            for (Type before : List.of(captured).subList(0, i)) {
                slot += before.getSize();
            }
            String name = LambdaSites.variables(capturing, implementation.getName(), implementation.getDesc(), slot + 1)
                    .get(slot);
            if (name != null) {
                return name;
            }
        }
        String type = captured[i].getClassName();
        return "<captured " + type.substring(type.lastIndexOf('.') + 1) + ">";
    }
}
