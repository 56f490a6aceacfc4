package io.dipc.forwarding;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Types;

/**
 * By what methods override each other.
 *
 * @param name of the method
 * @param parameters the erased types of its parameters
 */
record Signature(String name, List<String> parameters) {

    static Signature of(Types types, ExecutableElement method, ExecutableType type) {
        return new Signature(
                method.getSimpleName().toString(),
                type.getParameterTypes().stream()
                        .map(parameter -> types.erasure(parameter).toString())
                        .toList());
    }

    /** The methods that objects of a type have for others, without those that only {@code Object} declares. */
    static Map<Signature, ExecutableElement> methods(Types types, DeclaredType type) {
        Map<Signature, ExecutableElement> found = new LinkedHashMap<>();
        collect(types, type, type.asElement().asType(), found);
        return found;
    }

    /** First the class itself, then its superclass, then its interfaces: what is met first overrides the others. */
    private static void collect(
            Types types, DeclaredType of, TypeMirror declaring, Map<Signature, ExecutableElement> found) {
        TypeElement element = (TypeElement) types.asElement(declaring);
        if (element.getQualifiedName().contentEquals("java.lang.Object")) {
            return;
        }
        for (ExecutableElement method : ElementFilter.methodsIn(element.getEnclosedElements())) {
            Set<Modifier> modifiers = method.getModifiers();
            if (!modifiers.contains(Modifier.PRIVATE) && !modifiers.contains(Modifier.STATIC)) {
                found.putIfAbsent(of(types, method, (ExecutableType) types.asMemberOf(of, method)), method);
            }
        }
        for (TypeMirror supertype : types.directSupertypes(declaring)) {
            collect(types, of, supertype, found);
        }
    }
}
