package io.dipc.proxies.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.dipc.proxies.testing.Subject;
import io.dipc.proxies.testing.peer.Operation;
import java.lang.reflect.Method;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A random sequence of calls of all methods, done to an object of the JDK's class and to one of the cluster, must be answered
 * alike: with the same results, exceptions, elements and interrupt status.
 *
 * <p>{@code -Drandom.calls=5000} makes that many calls per type and place, {@code -Drandom.seed=} chooses others.
 */
@ParameterizedClass
@MethodSource("variants")
class RandomCallsContractTest {
    private static final int CALLS = Integer.getInteger("random.calls", 800);
    private static final long SEED = Long.getLong("random.seed", 1);
    private static final int SHOWN = 12;

    @Parameter
    Variant variant;

    private final Deque<String> last = new ArrayDeque<>();

    record Variant(Subject subject, Type type) implements AutoCloseable {
        @Override
        public void close() {
            subject.close();
        }

        @Override
        public String toString() {
            return subject + " " + type;
        }
    }

    static Stream<Variant> variants() {
        return Subject.places()
                .filter(place -> place != Subject.Place.JDK)
                .flatMap(place -> Arrays.stream(Type.values()).map(type -> new Variant(new Subject(place), type)));
    }

    @Test
    void everyMethodAnswersAsTheJdksDoes() {
        Random random = new Random(SEED);
        Type type = variant.type();
        Calls calls = Calls.of(type.create(0).getClass());
        Map<Method, Integer> counts = new HashMap<>();
        Object model = null;
        Subject.Pair<Object> proxies = null;
        for (int i = 0; i < CALLS || counts.size() < calls.all().size(); i++) {
            if (i % 200 == 0) {
                long contents = random.nextLong();
                model = type.create(contents);
                proxies = variant.subject().pairOf(type.create(contents));
                last.clear();
            }
            Object proxy = random.nextBoolean() ? proxies.one() : proxies.other();
            Method method = calls.random(random);
            if (compare(model, proxy, calls, method, random)) {
                counts.merge(method, 1, Integer::sum);
            }
        }
    }

    /**
     * @return whether the method was called
     */
    private boolean compare(Object model, Object proxy, Calls calls, Method method, Random random) {
        Type type = variant.type();
        long seed = random.nextLong();
        long use = random.nextLong();
        Object[] arguments = new Arguments(type, method, model, false, seed).values();
        boolean waits = type.waits(model, method, arguments);
        if (waits && method.getName().equals("acquireUninterruptibly") || Type.wrapsAround(model, method, arguments)) {
            return false;
        }
        boolean interrupted = waits && !Type.isTimed(method)
                || random.nextInt(6) == 0 && !type.doesNotAskForInterruptsYet(method.getName());
        Arguments forModel = new Arguments(type, method, model, waits, seed);
        last.add((interrupted ? "interrupted " : "") + Calls.words(method, forModel));
        if (last.size() > SHOWN) {
            last.remove();
        }
        String expected = called(type, model, result -> result == model, method, forModel, use, interrupted);
        CallOfProxy call = new CallOfProxy(type, calls.all().indexOf(method), waits, seed, use, interrupted);
        String found = variant.subject().apply(proxy, call);
        assertThat(found)
                .as("seed %d, at the end of %s", SEED, String.join("; ", last))
                .isEqualTo(expected);
        return true;
    }

    /**
     * Done where the proxy is, with arguments that are made there.
     *
     * @param method its number among those of the class
     */
    private record CallOfProxy(Type type, int method, boolean waits, long seed, long use, boolean interrupted)
            implements Operation<Object, String> {
        @Override
        public String apply(Object proxy) {
            Method called = Calls.of(type.create(0).getClass()).all().get(method);
            return called(
                    type,
                    proxy,
                    result -> result != null && result.getClass() == proxy.getClass(),
                    called,
                    new Arguments(type, called, proxy, waits, seed),
                    use,
                    interrupted);
        }
    }

    private static String called(
            Type type,
            Object target,
            Predicate<Object> isSelf,
            Method method,
            Arguments arguments,
            long use,
            boolean interrupted) {
        Answer answer = new Answer(type, isSelf, use);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        String words = answer.of(target, method, arguments);
        return words + (Thread.interrupted() ? ", interrupted" : "") + " and leaves " + contents(answer, target);
    }

    private static String contents(Answer answer, Object target) {
        return target instanceof Semaphore semaphore
                ? semaphore.availablePermits() + " permits"
                : answer.elements(((Collection<?>) target).toArray());
    }
}
