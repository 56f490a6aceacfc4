package io.dipc.proxies.elements.lambdas;

import io.dipc.proxies.elements.lambdas.JdkInternals.References;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;

/**
 * Takes lambdas apart and makes them again. A lambda is the site that made it, and the values that it has captured.
 * Thread-safe.
 *
 * <p>Which site made a lambda is found out by comparing the sites in the class file with what the lambda's class
 * implements, captures and refers to. Two sites that agree in all of this differ at most in casts of what they are called
 * with; then the one with fewer casts stands for both. The other direction needs no guess: nothing is linked but what a
 * site of the class says, so that whoever sends bytes can choose among the lambdas that a class makes itself, and no
 * other method.
 */
public final class Lambdas {
    private static final String INFIX = "$$Lambda";

    private final Consumer<Class<?>> opener;
    private volatile JdkInternals internals;

    private final ClassValue<CapturedLambda> captured = new ClassValue<>() {
        @Override
        protected CapturedLambda computeValue(Class<?> type) {
            return trace(type);
        }
    };

    private final ClassValue<LinkedLambdas> linked = new ClassValue<>() {
        @Override
        protected LinkedLambdas computeValue(Class<?> type) {
            return new LinkedLambdas(type, internals());
        }
    };

    /**
     * @param opener called for a class whose package must be open to the module of this class, and is not
     */
    public Lambdas(Consumer<Class<?>> opener) {
        this.opener = opener;
    }

    /**
     * @return whether the JVM made the class for a lambda or a method reference
     */
    public static boolean isLambda(Class<?> type) {
        return type.isHidden() && type.getName().contains(INFIX);
    }

    /**
     * What a lambda is made of.
     *
     * @param type its class, of which {@link #isLambda} is true
     * @throws UnknownLambdaException if its site cannot be found
     */
    public CapturedLambda describe(Class<?> type) {
        return captured.get(type);
    }

    /**
     * What makes the lambdas of one site.
     *
     * @param capturing the class that contains the site
     * @param index as in {@link CapturedLambda#index()}
     * @param fingerprint as in {@link CapturedLambda#fingerprint()}
     * @throws UnknownLambdaException if the class here has no such site, or it cannot be linked
     */
    public LinkedLambda link(Class<?> capturing, int index, long fingerprint) {
        return linked.get(capturing).get(index, fingerprint);
    }

    private JdkInternals internals() {
        JdkInternals known = internals;
        if (known == null) {
            known = new JdkInternals(opener);
            internals = known;
        }
        return known;
    }

    private CapturedLambda trace(Class<?> type) {
        Class<?> capturing = capturingClass(type);
        List<LambdaSite> sites = LambdaSites.of(capturing);
        Class<?>[] values = type.getDeclaredConstructors()[0].getParameterTypes();
        Set<String> interfaces = new HashSet<>();
        for (Class<?> one : type.getInterfaces()) {
            interfaces.add(Type.getInternalName(one));
        }
        References references = internals().references(type);
        List<LambdaSite> candidates = new ArrayList<>();
        for (LambdaSite site : sites) {
            if (Arrays.equals(Type.getArgumentTypes(site.factory()), types(values))
                    && interfaces.equals(Set.copyOf(site.interfaces()))
                    && references.methods().contains(member(site.implementation()))) {
                candidates.add(site);
            }
        }
        LambdaSite site = choose(candidates, references, capturing);
        return new CapturedLambda(type, capturing, site, sites.indexOf(site), internals());
    }

    private static Class<?> capturingClass(Class<?> type) {
        String name = type.getName().substring(0, type.getName().lastIndexOf(INFIX));
        try {
            return Class.forName(name, false, type.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new UnknownLambdaException("its class " + name + " is hidden, or made while the program runs", e);
        }
    }

    private static Type[] types(Class<?>[] classes) {
        return Arrays.stream(classes).map(Type::getType).toArray(Type[]::new);
    }

    private static String member(Handle handle) {
        return JdkInternals.member(handle.getOwner(), handle.getName(), handle.getDesc());
    }

    private static LambdaSite choose(List<LambdaSite> candidates, References references, Class<?> capturing) {
        List<LambdaSite> left = candidates;
        if (left.size() > 1 && left.stream().anyMatch(site -> !isAuxiliary(site.implementation()))) {
            left = left.stream()
                    .filter(site -> !isAuxiliary(site.implementation()))
                    .toList();
        }
        if (left.size() > 1) {
            left = left.stream()
                    .filter(site -> references.texts().containsAll(site.casts()))
                    .sorted(Comparator.comparingInt(site -> site.casts().size()))
                    .toList();
        }
        if (left.isEmpty()) {
            throw new UnknownLambdaException("the class file of " + capturing.getName()
                    + " has no place where it is made, or calls a method there that only its subclasses may call");
        }
        if (left.size() > 1 && !standsFor(left.get(0), left.get(1))) {
            throw new UnknownLambdaException("class " + capturing.getName()
                    + " makes two that cannot be told apart, of " + left.get(0).implementation() + " and of "
                    + left.get(1).implementation());
        }
        return left.get(0);
    }

    /** What the code of any lambda may call besides its implementation. */
    private static boolean isAuxiliary(Handle handle) {
        return handle.getOwner().startsWith("java/lang/")
                && (handle.getName().equals("<init>") && handle.getOwner().equals("java/lang/Object")
                        || handle.getName().equals("valueOf")
                        || handle.getName().endsWith("Value"));
    }

    /** Whether one does what the other does: casts less, or the same, and calls the same method. */
    private static boolean standsFor(LambdaSite one, LambdaSite other) {
        return one.implementation().equals(other.implementation())
                && (one.casts().size() < other.casts().size()
                        || one.casts().equals(other.casts()) && one.method().equals(other.method()));
    }
}
