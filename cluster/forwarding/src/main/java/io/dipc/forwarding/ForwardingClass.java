package io.dipc.forwarding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.MirroredTypeException;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/** The superclass of one annotated class, as source. */
final class ForwardingClass {
    /** Why: see {@link Forwards}. */
    private static final Set<String> LEFT_ALONE = Set.of("equals", "hashCode", "finalize", "reversed");

    private final ProcessingEnvironment environment;
    private final Types types;
    private final TypeElement proxy;
    private final TypeElement extended;
    private final DeclaredType extendedType;
    private final ExecutableElement remote;
    private final List<String> toSuperclass;

    /**
     * @throws IllegalArgumentException if the annotated class has no method {@code remote()} that returns a class
     */
    ForwardingClass(ProcessingEnvironment environment, TypeElement proxy) {
        this.environment = environment;
        this.types = environment.getTypeUtils();
        this.proxy = proxy;
        Forwards forwards = proxy.getAnnotation(Forwards.class);
        this.extended = (TypeElement) types.asElement(value(forwards));
        this.extendedType = types.getDeclaredType(
                extended,
                proxy.getTypeParameters().stream()
                        .map(parameter -> parameter.asType())
                        .toArray(TypeMirror[]::new));
        this.remote = ElementFilter.methodsIn(proxy.getEnclosedElements()).stream()
                .filter(method -> method.getSimpleName().contentEquals("remote"))
                .filter(method -> method.getParameters().isEmpty())
                .filter(method -> method.getReturnType().getKind() == TypeKind.DECLARED)
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException(
                        proxy + " has no method remote() that returns what its methods are forwarded to"));
        this.toSuperclass = Arrays.stream(forwards.toSuperclass().split(" "))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** A class as the value of an annotation is known to the compiler only. */
    private static TypeMirror value(Forwards forwards) {
        try {
            throw new AssertionError("loaded: " + forwards.value());
        } catch (MirroredTypeException e) {
            return e.getTypeMirror();
        }
    }

    /** Its qualified name. */
    String name() {
        return environment.getElementUtils().getPackageOf(proxy) + "." + simpleName();
    }

    private String simpleName() {
        return "Forwarding" + extended.getSimpleName();
    }

    /**
     * @throws IllegalArgumentException if a method is answered by nobody
     */
    String source() {
        StringBuilder source = new StringBuilder();
        source.append("package %s;\n\n".formatted(environment.getElementUtils().getPackageOf(proxy)))
                .append("/** Forwards the methods of {@link %s} for {@link %s}. Written by the build. */\n"
                        .formatted(extended, proxy))
                .append("public abstract class %s%s extends %s {\n"
                        .formatted(simpleName(), declared(extendedType.getTypeArguments()), extendedType));
        if (types.isAssignable(extendedType, type("java.io.Serializable"))) {
            source.append("    private static final long serialVersionUID = 1L;\n");
        }
        ElementFilter.constructorsIn(extended.getEnclosedElements()).stream()
                .filter(constructor -> constructor.getModifiers().contains(Modifier.PUBLIC))
                .forEach(constructor -> source.append(constructor(constructor)));
        source.append("\n    abstract %s remote();\n".formatted(remote.getReturnType()));
        methods().forEach(source::append);
        return source.append("}\n").toString();
    }

    private TypeMirror type(String name) {
        return environment.getElementUtils().getTypeElement(name).asType();
    }

    private String constructor(ExecutableElement constructor) {
        ExecutableType type = (ExecutableType) types.asMemberOf(extendedType, constructor);
        return "\n    %s(%s)%s {\n        super(%s);\n    }\n"
                .formatted(simpleName(), parameters(constructor, type), thrown(type), arguments(constructor));
    }

    private List<String> methods() {
        Map<Signature, ExecutableElement> answered = Signature.methods(types, (DeclaredType) remote.getReturnType());
        Set<Signature> own = ElementFilter.methodsIn(proxy.getEnclosedElements()).stream()
                .map(method -> Signature.of(types, method, (ExecutableType) method.asType()))
                .collect(Collectors.toSet());
        List<String> sources = new ArrayList<>();
        List<String> unanswered = new ArrayList<>();
        Set<String> unmet = new LinkedHashSet<>(toSuperclass);
        Signature.methods(types, extendedType).forEach((signature, method) -> {
            if (!isOverridable(method) || own.contains(signature)) {
                return;
            }
            unmet.remove(signature.name());
            if (toSuperclass.contains(signature.name())) {
                sources.add(method(method, "super"));
            } else if (answered.containsKey(signature)) {
                sources.add(method(method, "remote()"));
            } else {
                unanswered.add(method.toString());
            }
        });
        if (!unanswered.isEmpty() || !unmet.isEmpty()) {
            throw new IllegalArgumentException(extended + " has methods that neither " + proxy + " nor "
                    + remote.getReturnType() + " declares: " + unanswered
                    + "; and none that is named in toSuperclass: " + unmet);
        }
        return sources;
    }

    private static boolean isOverridable(ExecutableElement method) {
        Set<Modifier> modifiers = method.getModifiers();
        return (modifiers.contains(Modifier.PUBLIC) || modifiers.contains(Modifier.PROTECTED))
                && !modifiers.contains(Modifier.FINAL)
                && !LEFT_ALONE.contains(method.getSimpleName().toString());
    }

    private String method(ExecutableElement method, String target) {
        ExecutableType type = (ExecutableType) types.asMemberOf(extendedType, method);
        return "\n    @Override\n    %s%s %s %s(%s)%s {\n        %s%s.%s(%s);\n    }\n"
                .formatted(
                        method.getModifiers().contains(Modifier.PUBLIC) ? "public" : "protected",
                        type.getTypeVariables().isEmpty() ? "" : " " + declared(type.getTypeVariables()),
                        type.getReturnType(),
                        method.getSimpleName(),
                        parameters(method, type),
                        thrown(type),
                        type.getReturnType().getKind() == TypeKind.VOID ? "" : "return ",
                        target,
                        method.getSimpleName(),
                        arguments(method));
    }

    private static String declared(List<? extends TypeMirror> variables) {
        return variables.isEmpty()
                ? ""
                : variables.stream()
                        .map(variable -> variable + " extends " + ((TypeVariable) variable).getUpperBound())
                        .collect(Collectors.joining(", ", "<", ">"));
    }

    private static String parameters(ExecutableElement executable, ExecutableType type) {
        List<String> parameters = new ArrayList<>();
        for (VariableElement parameter : executable.getParameters()) {
            parameters.add(type.getParameterTypes().get(parameters.size()) + " " + parameter.getSimpleName());
        }
        return String.join(", ", parameters);
    }

    private static String arguments(ExecutableElement executable) {
        return executable.getParameters().stream()
                .map(VariableElement::getSimpleName)
                .collect(Collectors.joining(", "));
    }

    private static String thrown(ExecutableType type) {
        return type.getThrownTypes().isEmpty()
                ? ""
                : type.getThrownTypes().stream()
                        .map(TypeMirror::toString)
                        .collect(Collectors.joining(", ", " throws ", ""));
    }
}
