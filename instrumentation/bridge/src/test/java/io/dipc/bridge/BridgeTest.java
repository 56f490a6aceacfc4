package io.dipc.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BridgeTest {
    private final List<Object> asked = new ArrayList<>();

    /** Stands for a proxy. */
    private static final class Sub extends Semaphore {
        private static final long serialVersionUID = 1L;

        Sub() {
            super(0);
        }
    }

    @BeforeEach
    void connect() {
        Bridge.connect(
                arguments -> {
                    asked.addAll(List.of(arguments));
                    return "bound";
                },
                site -> {
                    throw new IllegalStateException("refused " + site);
                },
                (type, field) -> asked.add(type.getSimpleName() + "." + field),
                semaphore -> true,
                semaphore -> 17);
    }

    @Test
    void passesOwnerValueClassAndSite() {
        assertThat(Bridge.bind("owner", "value", String.class, 3)).isEqualTo("bound");
        assertThat(asked).containsExactly("owner", "value", String.class, 3);
    }

    @Test
    void throwsWhatTheRuntimeThrows() {
        assertThatIllegalStateException().isThrownBy(() -> Bridge.refuse(5)).withMessage("refused 5");
    }

    @Test
    void leavesNullsToTheCallThatFollows() throws NoSuchFieldException {
        Bridge.checkReflective((java.lang.reflect.Field) null);
        Bridge.checkReflective(null, "field");
        Bridge.checkReflective(String.class, null);
        assertThat(asked).isEmpty();

        Bridge.checkReflective(String.class, "field");
        Bridge.checkReflective(BridgeTest.class.getDeclaredField("asked"));
        assertThat(asked).containsExactly("String.field", "BridgeTest.asked");
    }

    @Test
    void asksOnlyForSubclassesOfSemaphore() {
        assertThat(Bridge.hasQueuedThreads(new Semaphore(0))).isFalse();
        assertThat(Bridge.getQueueLength(new Semaphore(0))).isZero();
        assertThat(Bridge.hasQueuedThreads(new Sub())).isTrue();
        assertThat(Bridge.getQueueLength(new Sub())).isEqualTo(17);
        assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> Bridge.hasQueuedThreads(null));
        assertThatExceptionOfType(NullPointerException.class).isThrownBy(() -> Bridge.getQueueLength(null));
    }

    @Test
    void isASingleClassFile() {
        assertThat(Bridge.class.getDeclaredClasses()).isEmpty();
        assertThat(Bridge.class.getDeclaredMethods())
                .allMatch(method -> !method.isSynthetic() && Modifier.isPublic(method.getModifiers()));
    }
}
