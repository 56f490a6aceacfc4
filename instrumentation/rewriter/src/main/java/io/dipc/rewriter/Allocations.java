package io.dipc.rewriter;

import io.dipc.rewriter.classfile.Policies;
import io.dipc.rewriter.code.AllocationSites;
import io.dipc.rewriter.prefilter.SupportedTypes;
import io.dipc.rewriter.refusal.AmbiguousAllocation;
import io.dipc.rewriter.refusal.BadKeyTemplate;
import io.dipc.rewriter.refusal.MissingAllocation;
import io.dipc.rewriter.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Binds the objects whose allocations the configuration names, as soon as they are constructed.
 */
final class Allocations {
    private final ClassEdit edit;
    private final ClassRefusals refusals;

    Allocations(ClassEdit edit, ClassRefusals refusals) {
        this.edit = edit;
        this.refusals = refusals;
    }

    void rewrite() {
        List<Runnable> insertions = new ArrayList<>();
        edit.config().allocations().forEach((place, key) -> {
            ConfiguredAllocation allocation = ConfiguredAllocation.parse(place, key);
            if (allocation.className().equals(edit.className())) {
                Refusal refusal = find(allocation, insertions);
                if (refusal != null) {
                    refusals.add(refusal);
                }
            }
        });
        // Inserted when all were found: two entries may name allocations of one method.
        insertions.forEach(Runnable::run);
    }

    private Refusal find(ConfiguredAllocation allocation, List<Runnable> insertions) {
        String place = "allocation " + allocation;
        if (allocation.key().indexOf('{') >= 0 || allocation.key().indexOf('}') >= 0) {
            return new BadKeyTemplate(
                    place, "its key \"" + allocation.key() + "\" names fields, and an allocation has none");
        }
        List<MethodNode> named = edit.node.methods.stream()
                .filter(method -> method.name.equals(allocation.method()))
                .toList();
        if (named.isEmpty()) {
            return new MissingAllocation(place, "class " + edit.className() + " has no method " + allocation.method());
        }
        List<MethodNode> allocating = named.stream()
                .filter(method -> AllocationSites.types(method).stream().anyMatch(allocation::allocates))
                .toList();
        if (allocating.size() > 1) {
            return new AmbiguousAllocation(
                    place, allocating.size() + " methods " + allocation.method() + " allocate such an object");
        }
        MethodNode method = allocating.isEmpty() ? named.get(0) : allocating.get(0);
        List<String> types = new ArrayList<>(new TreeSet<>(AllocationSites.types(method).stream()
                .filter(allocation::allocates)
                .toList()));
        if (types.size() > 1) {
            return new AmbiguousAllocation(
                    place,
                    "the method allocates several classes of that name: "
                            + String.join(", ", types).replace('/', '.'));
        }
        if (types.isEmpty()) {
            return new MissingAllocation(place, "the method contains no new " + allocation.allocated() + "(..)");
        }
        String type = types.get(0);
        if (!SupportedTypes.supports("L" + type + ";")) {
            return DistributedField.unsupported(place, type.replace('/', '.'));
        }
        AllocationSites sites = AllocationSites.of(method, type);
        if (sites.problem() != null) {
            return new AmbiguousAllocation(place, sites.problem());
        }
        int count = sites.sites().size();
        if (allocation.index() >= count) {
            return new MissingAllocation(
                    place, "the method contains " + count + " of them, counted from #0 to #" + (count - 1));
        }
        PlaceSpec spec = new PlaceSpec(
                Place.Kind.ALLOCATION,
                place,
                allocation.key(),
                allocation.key(),
                type.replace('/', '.'),
                edit.config().policies(allocation.toString(), Policies.DEFAULT));
        for (MethodInsnNode constructed : sites.sites().get(allocation.index())) {
            insertions.add(() -> method.instructions.insert(
                    constructed, edit.bind(false, edit.node.name, new Site.Bound(spec), type)));
        }
        return null;
    }
}
