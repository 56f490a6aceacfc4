package io.dipc.rewriter;

import io.dipc.rewriter.classfile.ClassPool;
import io.dipc.rewriter.classfile.FieldResolution;
import io.dipc.rewriter.code.Constructors;
import io.dipc.rewriter.prefilter.SupportedTypes;
import io.dipc.rewriter.refusal.BadKeyTemplate;
import io.dipc.rewriter.refusal.ForeignStore;
import io.dipc.rewriter.refusal.KeyFieldMissing;
import io.dipc.rewriter.refusal.Refusal;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;

/**
 * Binds the stores into distributed fields.
 */
final class FieldStores {
    private final ClassEdit edit;
    private final ClassPool pool;

    FieldStores(ClassEdit edit, ClassPool pool) {
        this.edit = edit;
        this.pool = pool;
    }

    void rewrite(MethodNode method) {
        Constructors constructor = null;
        for (AbstractInsnNode insn : method.instructions.toArray()) {
            if (insn instanceof FieldInsnNode store
                    && (store.getOpcode() == Opcodes.PUTFIELD || store.getOpcode() == Opcodes.PUTSTATIC)
                    && (store.desc.startsWith("L") || store.desc.startsWith("["))) {
                if (constructor == null) {
                    constructor = Constructors.of(method);
                }
                InsnList code = before(store, constructor.uninitialized().contains(store));
                if (code != null) {
                    method.instructions.insertBefore(store, code);
                }
            }
        }
    }

    /** Code to insert before a store, or null. */
    private InsnList before(FieldInsnNode store, boolean uninitialized) {
        if (store.owner.equals(edit.node.name) && edit.summary.field(store.name, store.desc) != null) {
            DistributedField own = edit.distributed.get(store.name + ' ' + store.desc);
            return own == null ? null : before(store, uninitialized, own, edit.nestHost);
        }
        if (!SupportedTypes.supports(store.desc) && !edit.isConfigured(store.owner)) {
            return null;
        }
        FieldResolution meant = FieldResolution.resolve(pool, edit.loader, store.owner, store.name, store.desc);
        return switch (meant.outcome()) {
            case ABSENT -> null;
            case UNKNOWN ->
                edit.bind(
                        store.getOpcode() == Opcodes.PUTFIELD && !uninitialized,
                        store.owner,
                        new Site.Late(store.name, store.desc, edit.className(), edit.nestHost.replace('/', '.')),
                        type(store));
            case FOUND -> {
                DistributedField other = DistributedField.of(meant.declaring(), meant.field(), edit.config());
                yield other == null
                        ? null
                        : before(store, uninitialized, other, pool.nestHost(edit.loader, meant.declaring()));
            }
        };
    }

    private InsnList before(FieldInsnNode store, boolean uninitialized, DistributedField field, String nest) {
        Refusal refusal = field.refusal();
        if (refusal == null && !nest.equals(edit.nestHost)) {
            refusal = new ForeignStore(field.description(), edit.className(), nest.replace('/', '.'));
        }
        if (refusal == null && field.key().indexOf('{') >= 0) {
            refusal = templateRefusal(field, uninitialized);
        }
        return refusal != null
                ? edit.refuse(refusal)
                : edit.bind(
                        store.getOpcode() == Opcodes.PUTFIELD && !uninitialized,
                        field.declaring(),
                        new Site.Bound(field.place()),
                        type(store));
    }

    private Refusal templateRefusal(DistributedField field, boolean uninitialized) {
        if (uninitialized) {
            return new BadKeyTemplate(
                    field.description(),
                    "its key \"" + field.key()
                            + "\" names fields of an object that does not exist yet where the constructor stores"
                            + " into it, before super(..)");
        }
        for (String name : KeyTemplate.parse(field.key()).fields()) {
            // What cannot be known now is found out when the key is needed.
            if (FieldResolution.search(pool, edit.loader, field.declaring(), name) == FieldResolution.Outcome.ABSENT) {
                return new KeyFieldMissing(field.description(), field.key(), name, field.className());
            }
        }
        return null;
    }

    private static String type(FieldInsnNode store) {
        return Type.getType(store.desc).getInternalName();
    }
}
