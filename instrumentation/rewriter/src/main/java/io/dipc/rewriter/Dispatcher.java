package io.dipc.rewriter;

import io.dipc.rewriter.refusal.ForeignStore;
import io.dipc.rewriter.refusal.ReflectiveStore;
import io.dipc.rewriter.refusal.Refusal;

/**
 * Answers the bridge: what the calls in rewritten code do when they run. Thread-safe.
 */
final class Dispatcher {
    private final Sites sites;
    private final Registry registry;
    private final BoundArrays arrays;
    private final FieldReader fields;
    private final Reports reports;
    private final boolean failClosed;

    Dispatcher(Sites sites, Registry registry, Binder binder, FieldReader fields, Reports reports, boolean failClosed) {
        this.sites = sites;
        this.registry = registry;
        this.arrays = new BoundArrays(binder, this::refuse);
        this.fields = fields;
        this.reports = reports;
        this.failClosed = failClosed;
    }

    /** For {@code Bridge.bind}. */
    Object bind(Object[] arguments) {
        Object owner = arguments[0];
        Object value = arguments[1];
        Class<?> declaring = (Class<?>) arguments[2];
        Site site = sites.get((Integer) arguments[3]);
        if (site instanceof Site.Bound bound) {
            return arrays.bind(value, owner, bound.place().in(declaring, fields));
        }
        if (site instanceof Site.Late late) {
            return bindLate(value, owner, declaring, late);
        }
        throw new IllegalStateException("site " + arguments[3] + " in " + declaring + " is no store: " + site);
    }

    private Object bindLate(Object value, Object owner, Class<?> named, Site.Late late) {
        Registry.Found found = registry.find(named, late.field(), late.descriptor());
        if (found == null) {
            return value;
        }
        DistributedField field = found.field();
        Refusal refusal = field.refusal();
        if (refusal == null && !found.nestHost().equals(late.nestHost())) {
            refusal = new ForeignStore(field.description(), late.storingClass(), found.nestHost());
        }
        if (refusal == null) {
            return arrays.bind(value, owner, field.place().in(found.declaring(), fields));
        }
        refuse(refusal);
        return value;
    }

    /** For {@code Bridge.storeElement}. */
    Object bindElement(Object[] arguments) {
        return arrays.bindElement((Object[]) arguments[0], (Integer) arguments[1], arguments[2]);
    }

    /** For {@code Bridge.loadElement} and {@code Bridge.settle}. */
    void settle(Object[] array) {
        arrays.settle(array);
    }

    /** For {@code Bridge.refuse}. */
    void refuse(int number) {
        if (sites.get(number) instanceof Site.Refused refused) {
            refuse(refused.refusal());
        } else {
            throw new IllegalStateException("site " + number + " is no refusal: " + sites.get(number));
        }
    }

    /** For {@code Bridge.checkReflective}. */
    void checkReflective(Class<?> type, String name) {
        Registry.Found found = registry.find(type, name, null);
        if (found != null) {
            refuse(new ReflectiveStore(found.field().description()));
        }
    }

    private void refuse(Refusal refusal) {
        String message = refusal.message();
        if (failClosed) {
            throw reports.refusal(message);
        }
        reports.warn(message);
    }
}
