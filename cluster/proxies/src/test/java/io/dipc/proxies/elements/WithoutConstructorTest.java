package io.dipc.proxies.elements;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WithoutConstructorTest {
    @Test
    void runsNoConstructor() {
        Strict made = new WithoutConstructor(type -> {})
                .newInstantiatorOf(Strict.class)
                .newInstance();
        assertThat(made).isExactlyInstanceOf(Strict.class);
    }

    /** The build opens the package to the tests, so that nobody has to be asked. */
    @Test
    void runsNoConstructorByTheFactoryInsideOfTheJdk() {
        List<Class<?>> asked = new ArrayList<>();
        Strict made = new WithoutConstructor(asked::add).byFactory(Strict.class).newInstance();
        assertThat(made).isExactlyInstanceOf(Strict.class);
        assertThat(asked).isEmpty();
    }

    private static final class Strict {
        Strict() {
            throw new IllegalStateException("a constructor was run");
        }
    }
}
