package io.dipc.proxies.elements;

import com.esotericsoftware.kryo.util.MapReferenceResolver;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Refuses references to an object that is still being made. Kryo answers them with null: lambdas, records and unmodifiable
 * collections are made after what they contain, which therefore cannot refer to them. For lambdas this is found out when
 * they are written, for the others when they are read.
 */
final class CompleteReferences extends MapReferenceResolver {
    private final Set<Object> unfinished = Collections.newSetFromMap(new IdentityHashMap<>());

    /** From now until {@link #end}, nothing that is written may refer to the object. */
    void begin(Object lambda) {
        unfinished.add(lambda);
    }

    void end(Object lambda) {
        unfinished.remove(lambda);
    }

    @Override
    public int getWrittenId(Object object) {
        int id = super.getWrittenId(object);
        if (id != -1 && !unfinished.isEmpty() && unfinished.contains(object)) {
            throw circle("a lambda");
        }
        return id;
    }

    @Override
    @SuppressWarnings("rawtypes") // Kryo's own signature
    public Object getReadObject(Class type, int id) {
        Object object = super.getReadObject(type, id);
        if (object == null) {
            throw circle("an object that cannot be changed once it is made");
        }
        return object;
    }

    private static RefusedClassException circle(String through) {
        return new RefusedClassException("its objects refer to each other in a circle through " + through
                + ", which has to be made after what it refers to; break the circle");
    }
}
