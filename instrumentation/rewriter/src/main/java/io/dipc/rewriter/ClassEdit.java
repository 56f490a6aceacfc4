package io.dipc.rewriter;

import io.dipc.rewriter.classfile.ClassSummary;
import io.dipc.rewriter.code.Code;
import io.dipc.rewriter.refusal.LoadedBeforeAgent;
import io.dipc.rewriter.refusal.Refusal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * One class while it is rewritten: what is known of it, and the instructions to insert. Belongs to one thread.
 */
final class ClassEdit {
    final ClassNode node;
    final ClassLoader loader;
    final ClassSummary summary;
    /** Internal name of its nest host. */
    final String nestHost;
    /** Its own distributed fields, by name and descriptor as in {@link ClassSummary#fields()}. */
    final Map<String, DistributedField> distributed;

    private final Services services;
    private boolean changed;

    /**
     * What all edits share.
     *
     * @param config places from the configuration
     * @param configuredClasses the classes that it names
     * @param sites numbers for inserted calls
     * @param reports hears of what is let pass
     * @param bridge internal name of the class that inserted code calls
     */
    record Services(
            RewriterConfig config, Set<String> configuredClasses, Sites sites, Reports reports, String bridge) {}

    ClassEdit(ClassNode node, ClassLoader loader, ClassSummary summary, String nestHost, Services services) {
        this.node = node;
        this.loader = loader;
        this.summary = summary;
        this.nestHost = nestHost;
        this.services = services;
        distributed = new LinkedHashMap<>();
        summary.fields().forEach((name, field) -> {
            DistributedField found = DistributedField.of(summary, field, services.config);
            if (found != null) {
                distributed.put(name, found);
            }
        });
    }

    RewriterConfig config() {
        return services.config;
    }

    boolean isConfigured(String internalName) {
        return services.configuredClasses.contains(internalName.replace('/', '.'));
    }

    boolean isChanged() {
        return changed;
    }

    String className() {
        return node.name.replace('/', '.');
    }

    /**
     * Stack before: owner and value if {@code withOwner}, else the value. Stack after: the owner as before, the object
     * to store.
     *
     * @param declaring internal name of the class to pass
     * @param type internal name of the type that the result must have; null if any will do
     */
    InsnList bind(boolean withOwner, String declaring, Site site, String type) {
        InsnList code = withOwner ? Code.of(Opcodes.DUP2) : Code.of(Opcodes.ACONST_NULL, Opcodes.SWAP);
        if ((node.version & 0xffff) < Opcodes.V1_5) {
            // Class constants came with Java 5; otherwise the two formats are checked and run alike.
            node.version = Opcodes.V1_5;
        }
        code.add(new LdcInsnNode(Type.getObjectType(declaring)));
        code.add(Code.push(services.sites.numberOf(site)));
        code.add(call("bind", "(Ljava/lang/Object;Ljava/lang/Object;Ljava/lang/Class;I)Ljava/lang/Object;"));
        if (withOwner) {
            code.add(new InsnNode(Opcodes.SWAP));
            code.add(new InsnNode(Opcodes.POP));
        }
        if (type != null) {
            code.add(new TypeInsnNode(Opcodes.CHECKCAST, type));
        }
        return code;
    }

    /**
     * @return code that throws, or none where the configuration lets pass what cannot be distributed
     */
    InsnList refuse(Refusal refusal) {
        InsnList code = new InsnList();
        if (services.config.failClosed()) {
            code.add(Code.push(services.sites.numberOf(new Site.Refused(refusal))));
            code.add(call("refuse", "(I)V"));
        } else {
            services.reports.warn(refusal.message());
        }
        return code;
    }

    /** Reports what stays local because the class was loaded before the agent. */
    void loadedEarly(String place) {
        String message = new LoadedBeforeAgent(place, className()).message();
        if (services.config.failClosed()) {
            services.reports.error(message, null);
        } else {
            services.reports.warn(message);
        }
    }

    MethodInsnNode call(String bridgeMethod, String descriptor) {
        changed = true;
        return new MethodInsnNode(Opcodes.INVOKESTATIC, services.bridge, bridgeMethod, descriptor, false);
    }

    String bridge() {
        changed = true;
        return services.bridge;
    }
}
