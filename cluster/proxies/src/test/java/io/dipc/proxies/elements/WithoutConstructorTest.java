package io.dipc.proxies.elements;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class WithoutConstructorTest {
    @Test
    void runsNoConstructor() {
        Strict made = new WithoutConstructor(type -> {})
                .newInstantiatorOf(Strict.class)
                .newInstance();
        assertThat(made).isExactlyInstanceOf(Strict.class);
    }

    @Test
    void asksForTheFactoryInsideOfTheJdk() {
        List<Class<?>> asked = new ArrayList<>();
        Consumer<Class<?>> opener = asked::add;
        assertThatThrownBy(() -> new WithoutConstructor(opener).byFactory(Strict.class))
                .isInstanceOf(RefusedClassException.class)
                .hasMessageContaining(Strict.class.getName())
                .hasMessageContaining("--add-modules jdk.unsupported");
        assertThat(asked).extracting(Class::getName).containsExactly("jdk.internal.reflect.ReflectionFactory");
    }

    private static final class Strict {
        Strict() {
            throw new IllegalStateException("a constructor was run");
        }
    }
}
