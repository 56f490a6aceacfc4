package io.dipc.proxies.elements;

import com.esotericsoftware.kryo.Kryo;
import com.esotericsoftware.kryo.KryoException;
import com.esotericsoftware.kryo.Registration;
import com.esotericsoftware.kryo.Serializer;
import com.esotericsoftware.kryo.serializers.EnumNameSerializer;
import com.esotericsoftware.kryo.util.DefaultClassResolver;
import com.esotericsoftware.kryo.util.DefaultInstantiatorStrategy;
import io.dipc.proxies.DistributedProxy;
import io.dipc.proxies.elements.lambdas.Lambdas;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.objenesis.instantiator.ObjectInstantiator;
import org.objenesis.strategy.InstantiatorStrategy;

/**
 * Kryo as elements need it: every class that it meets is checked, nothing is looked up outside of the application's
 * loader, and each class is written in the one way that loses nothing or is refused. Not thread-safe.
 */
final class ElementKryo extends Kryo {
    private final ElementFilter filter;
    private final Consumer<Class<?>> opener;
    private final EmbeddedJavaSerializer embedded;
    private final Registration lambda;

    ElementKryo(
            ClassLoader loader,
            ElementFilter filter,
            Consumer<Class<?>> opener,
            JavaElements java,
            ElementLambdas lambdas) {
        super(new ApplicationClassResolver(loader), new CompleteReferences());
        this.filter = filter;
        this.opener = opener;
        this.embedded = new EmbeddedJavaSerializer(java);
        setClassLoader(loader);
        setReferences(true);
        setRegistrationRequired(false);
        // saves bytes, at the price of wrong guesses where type parameters are nested
        setOptimizedGenerics(false);
        addDefaultSerializer(Path.class, new PathSerializer());
        addDefaultSerializer(Map.Entry.class, new EntrySerializer());
        CompleteReferences references = (CompleteReferences) getReferenceResolver();
        this.lambda = register(LambdaSerializer.Any.class, new LambdaSerializer(lambdas, references));
        // by number: the class is not to be found by the application's loader
        register(ProxyReference.class, embedded);
        setInstantiatorStrategy(new Instantiators(new WithoutConstructor(opener)));
    }

    @Override
    @SuppressWarnings("rawtypes") // Kryo's own signature
    public Registration getRegistration(Class type) {
        if (Enum.class.isAssignableFrom(type) && !type.isEnum() && type != Enum.class) {
            // a constant with a body has a class of its own
            return getRegistration(type.getSuperclass());
        }
        if (Lambdas.isLambda(type)) {
            return lambda;
        }
        if (DistributedProxy.class.isAssignableFrom(type)) {
            return getClassResolver().getRegistration(ProxyReference.class);
        }
        Class<?> stand = ElementKinds.standIn(type);
        if (stand != type) {
            return getRegistration(stand);
        }
        Registration known = getClassResolver().getRegistration(type);
        if (known != null) {
            return known;
        }
        if (!type.isPrimitive()) {
            filter.check(type);
            ElementKinds.check(type);
        }
        return super.getRegistration(type);
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"}) // Kryo's own signature
    public Serializer getDefaultSerializer(Class type) {
        // constructors of Kryo ask before the fields are set
        if (embedded == null) {
            return super.getDefaultSerializer(type);
        }
        switch (ElementKinds.of(type)) {
            case ENUM:
                return new EnumNameSerializer(type);
            case BUILT_IN:
                open(type);
                return super.getDefaultSerializer(type);
            case JAVA:
                return embedded;
            default:
                open(type);
                return new FieldsSerializer(type);
        }
    }

    /** Asks for access to the fields, or the accessors of a record, where a module of the application hides them. */
    private void open(Class<?> type) {
        for (Class<?> one = type; one != null && !ElementKinds.isOfJdk(one); one = one.getSuperclass()) {
            if (!one.getModule().isOpen(one.getPackageName(), ElementKryo.class.getModule())) {
                opener.accept(one);
            }
        }
    }

    /** The JDK's collections are made by their constructors; nobody else's constructor is run. */
    private static final class Instantiators implements InstantiatorStrategy {
        private final DefaultInstantiatorStrategy byConstructor = new DefaultInstantiatorStrategy();
        private final WithoutConstructor withoutConstructor;

        Instantiators(WithoutConstructor withoutConstructor) {
            this.withoutConstructor = withoutConstructor;
        }

        @Override
        @SuppressWarnings("unchecked") // Kryo's strategy has no type parameter
        public <T> ObjectInstantiator<T> newInstantiatorOf(Class<T> type) {
            return ElementKinds.isOfJdk(type)
                    ? byConstructor.newInstantiatorOf(type)
                    : withoutConstructor.newInstantiatorOf(type);
        }
    }

    /** Classes by name, from the application's loader only. */
    private static final class ApplicationClassResolver extends DefaultClassResolver {
        private final ClassLoader loader;

        ApplicationClassResolver(ClassLoader loader) {
            this.loader = loader;
        }

        @Override
        @SuppressWarnings("rawtypes") // Kryo's own signature
        protected Class getTypeByName(String className) {
            try {
                return Class.forName(className, false, loader);
            } catch (ClassNotFoundException e) {
                throw new KryoException(e);
            }
        }
    }
}
