package io.dipc.rewriter.classfile;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InnerClassNode;

/**
 * A class as its class file declares it, without its code. Names are internal ({@code com/acme/App}).
 *
 * @param name its name
 * @param superName its superclass; null for Object
 * @param interfaces its interfaces
 * @param nestHost its nest host, as the class file says or, in files older than nests, the class next around it; null
 *     if it is a host itself
 * @param hasNestmates whether other classes belong to its nest, as far as this file says
 * @param fields the declared fields, by name and descriptor, see {@link #field}
 */
public record ClassSummary(
        String name,
        String superName,
        List<String> interfaces,
        String nestHost,
        boolean hasNestmates,
        Map<String, FieldSummary> fields) {

    /**
     * @param node a class, with or without code
     * @return what its file declares
     */
    public static ClassSummary of(ClassNode node) {
        Map<String, FieldSummary> fields = new TreeMap<>();
        for (FieldNode field : node.fields) {
            fields.put(field.name + ' ' + field.desc, FieldSummary.of(field));
        }
        boolean knowsNests = (node.version & 0xffff) >= Opcodes.V11;
        boolean hasNestmates = knowsNests
                ? node.nestHostClass != null || node.nestMembers != null
                : !node.innerClasses.isEmpty() || node.outerClass != null;
        return new ClassSummary(
                node.name,
                node.superName,
                List.copyOf(node.interfaces),
                knowsNests ? node.nestHostClass : enclosing(node),
                hasNestmates,
                fields);
    }

    static ClassSummary of(byte[] classFile) {
        ClassNode node = new ClassNode();
        new ClassReader(classFile).accept(node, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        return of(node);
    }

    private static String enclosing(ClassNode node) {
        for (InnerClassNode inner : node.innerClasses) {
            if (inner.name.equals(node.name) && inner.outerName != null) {
                return inner.outerName;
            }
        }
        return node.outerClass;
    }

    /**
     * @param field a field's name
     * @param descriptor its type
     * @return the field that this class itself declares, or null
     */
    public FieldSummary field(String field, String descriptor) {
        return fields.get(field + ' ' + descriptor);
    }
}
