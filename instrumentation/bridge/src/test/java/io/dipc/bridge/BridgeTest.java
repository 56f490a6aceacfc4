package io.dipc.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Method;
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
                semaphore -> 17,
                arguments -> {
                    asked.addAll(List.of(arguments));
                    return new Sub();
                },
                asked::add);
    }

    @Test
    void threadsThatRunElsewhereAreAskedThere() {
        Thread other = new Thread(() -> {});
        Bridge.connectThreads(
                (type, execution) -> asked.add(type.getSimpleName() + " " + execution),
                asked::add,
                thread -> thread == other,
                thread -> thread == other,
                thread -> thread == other ? Thread.State.BLOCKED : null,
                thread -> thread == other ? Boolean.TRUE : null);
        Bridge.distributeThreads(String.class, "MAYBE");
        Bridge.start(other);
        assertThat(asked).containsExactly("String MAYBE", other);
        assertThat(Bridge.run(other)).isTrue();
        assertThat(Bridge.interrupt(other)).isTrue();
        assertThat(Bridge.state(other)).isEqualTo(Thread.State.BLOCKED);
        assertThat(Bridge.interrupted(other)).isEqualTo(1);
        Thread own = new Thread(() -> {});
        assertThat(Bridge.run(own)).isFalse();
        assertThat(Bridge.interrupt(own)).isFalse();
        assertThat(Bridge.state(own)).isNull();
        assertThat(Bridge.interrupted(own)).isNegative();
        // whoever runs is here
        assertThat(Bridge.interrupt(Thread.currentThread())).isFalse();
        assertThat(Bridge.interrupted(Thread.currentThread())).isNegative();
    }

    @Test
    void passesOwnerValueClassAndSite() {
        assertThat(Bridge.bind("owner", "value", String.class, 3)).isEqualTo("bound");
        assertThat(asked).containsExactly("owner", "value", String.class, 3);
    }

    @Test
    void elementsOfOtherArraysAreLeftAlone() {
        Object[] array = new Thread[2];
        Bridge.storeElement(array, 1, Thread.currentThread());
        Bridge.loadElement(array, 1);
        Bridge.settle(array);
        Bridge.settle(null);
        Bridge.loadElement(null, 0);
        assertThat(array).containsExactly(null, Thread.currentThread());
        assertThat(asked).isEmpty();
    }

    @Test
    void elementsOfBoundArraysAreBound() {
        Semaphore[] array = new Semaphore[3];
        bindsArrays();
        Bridge.bind(null, array, String.class, 3);
        asked.clear();

        Semaphore local = new Semaphore(1);
        Bridge.storeElement(array, 1, local);
        assertThat(asked).containsExactly(array, 1, local);
        assertThat(array[1]).isInstanceOf(Sub.class);
        asked.clear();
        Bridge.storeElement(array, 1, null);
        assertThat(array).containsOnlyNulls();

        array[2] = new Sub();
        Bridge.loadElement(array, 2);
        Bridge.settle(array);
        assertThat(asked).as("nothing was stored unseen").isEmpty();
        array[0] = local;
        Bridge.loadElement(array, 2);
        assertThat(asked).isEmpty();
        Bridge.loadElement(array, 0);
        Bridge.settle(array);
        assertThat(asked).containsExactly(array, array);
    }

    @Test
    void indexesOutOfBoundsAreLeftToTheInstruction() {
        Semaphore[] array = new Semaphore[1];
        bindsArrays();
        Bridge.bind(null, array, String.class, 3);
        asked.clear();
        Bridge.loadElement(array, 1);
        Bridge.loadElement(array, -1);
        assertThatExceptionOfType(ArrayIndexOutOfBoundsException.class)
                .isThrownBy(() -> Bridge.storeElement(array, 1, new Semaphore(1)));
        assertThatExceptionOfType(NullPointerException.class)
                .isThrownBy(() -> Bridge.storeElement(null, 0, new Semaphore(1)));
        assertThat(asked).isEmpty();
    }

    private void bindsArrays() {
        Bridge.connect(
                arguments -> arguments[1],
                site -> {},
                (type, field) -> {},
                semaphore -> true,
                semaphore -> 17,
                arguments -> {
                    asked.addAll(List.of(arguments));
                    return new Sub();
                },
                asked::add);
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
        assertThat(Bridge.class.getDeclaredMethods()).as("no lambdas").noneMatch(Method::isSynthetic);
    }
}
