package io.dipc.rewriter;

import io.dipc.rewriter.classfile.ClassPool;
import io.dipc.rewriter.classfile.ClassSummary;
import io.dipc.rewriter.refusal.MissingField;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Rewrites class files. Thread-safe; asks loaders for class files, loads no class.
 */
final class ClassRewriter {
    private final ClassEdit.Services services;
    private final Registry registry;
    private final ClassPool pool = new ClassPool();
    private final Set<String> unseen = ConcurrentHashMap.newKeySet();

    ClassRewriter(RewriterConfig config, Sites sites, Registry registry, Reports reports, String bridge) {
        services = new ClassEdit.Services(config, Set.copyOf(config.classNames()), sites, reports, bridge);
        this.registry = registry;
        unseen.addAll(config.classNames());
    }

    /** Names of the configured classes that were not rewritten so far. */
    Set<String> unseenClasses() {
        return new TreeSet<>(unseen);
    }

    /**
     * @param namesArrays whether the pre-filter found the type of an array of supported type in it
     * @param redefinition whether the class is loaded already, so that no member can be added that was not before
     * @return the rewritten class file, or null if there is nothing to rewrite
     */
    byte[] rewrite(ClassLoader loader, byte[] classFile, boolean namesArrays, boolean redefinition) {
        ClassReader reader = new ClassReader(classFile);
        ClassNode node = new ClassNode();
        reader.accept(node, ClassReader.EXPAND_FRAMES);
        ClassSummary summary = ClassSummary.of(node);
        pool.put(loader, summary);
        unseen.remove(node.name.replace('/', '.'));
        ClassEdit edit = new ClassEdit(node, loader, summary, pool.nestHost(loader, summary), services);
        register(edit, redefinition);
        boolean mayAddMembers = !redefinition || registry.isExtended(loader, edit.className());
        int members = node.methods.size();

        ClassRefusals refusals = new ClassRefusals(edit);
        MisplacedAnnotations.in(edit).forEach(refusals::add);
        missingFields(edit, refusals);
        LocalStores localStores = new LocalStores(edit, pool, refusals);
        node.methods.forEach(localStores::rewrite);
        new Allocations(edit, refusals).rewrite();
        FieldStores fieldStores = new FieldStores(edit, pool);
        SemaphoreCalls semaphoreCalls = new SemaphoreCalls(edit);
        ReflectiveCalls reflectiveCalls = new ReflectiveCalls(edit);
        ArrayAccesses arrayAccesses = new ArrayAccesses(edit);
        for (MethodNode method : List.copyOf(node.methods)) {
            fieldStores.rewrite(method);
            semaphoreCalls.rewrite(method);
            reflectiveCalls.rewrite(method, mayAddMembers);
            if (namesArrays) {
                arrayAccesses.rewrite(method);
            }
        }
        new DistributedThreads(edit, pool).rewrite(refusals, mayAddMembers);
        refusals.rewrite(mayAddMembers);
        if (node.methods.size() > members) {
            registry.putExtended(loader, edit.className());
        }
        if (!edit.isChanged()) {
            return null;
        }
        // No inserted code branches: frames stay, only sizes are counted anew. Sharing the reader's constant pool keeps
        // attributes valid that ASM does not know.
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        node.accept(writer);
        return writer.toByteArray();
    }

    private static void missingFields(ClassEdit edit, ClassRefusals refusals) {
        edit.config().fields().forEach((place, key) -> {
            ConfiguredField configured = ConfiguredField.parse(place, key);
            if (configured.className().equals(edit.className())
                    && edit.summary.fields().values().stream()
                            .noneMatch(field -> field.name().equals(configured.field()))) {
                refusals.add(new MissingField(
                        "field " + configured,
                        "class " + edit.className() + " declares no field " + configured.field()));
            }
        });
    }

    private void register(ClassEdit edit, boolean redefinition) {
        if (edit.distributed.isEmpty()) {
            return;
        }
        if (redefinition && !registry.contains(edit.loader, edit.className())) {
            edit.distributed.values().forEach(field -> edit.loadedEarly(field.description()));
        }
        registry.put(edit.loader, edit.className(), edit.distributed.values(), edit.nestHost.replace('/', '.'));
    }
}
