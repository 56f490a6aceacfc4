package io.dipc.objects.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dipc.objects.CommandId;
import io.dipc.objects.EndedSession;
import io.dipc.objects.RecordedEffects;
import io.dipc.objects.Twins;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SharedDirectoryTest {
    private static final byte[] SOME = {1, 2};
    private static final byte[] OTHER = {3};

    private final SharedDirectory directory = new SharedDirectory();
    private final RecordedEffects effects = new RecordedEffects();

    @Test
    void whoKnowsNothingIsToldAtOnce() {
        assertThat(watch(1, DirectoryCommand.UNKNOWN).names()).isEmpty();
        assertThat(directory.initial()).isTrue();
    }

    @Test
    void whoWatchesIsToldOfEachNewName() {
        long version = watch(1, DirectoryCommand.UNKNOWN).version();
        assertThat(directory.apply(id(1, 1), DirectoryCommand.watch(version), effects))
                .isNull();
        register(id(2, 1), "a", SOME);
        DirectoryListing told = completed(id(1, 1));
        assertThat(told.names()).containsOnlyKeys("a");
        assertThat(told.names().get("a")).isEqualTo(SOME);
        assertThat(told.version()).isNotEqualTo(version);
    }

    @Test
    void aNameStaysUntilTheLastRegistrationHasGone() {
        register(id(2, 1), "a", SOME);
        register(id(3, 1), "a", OTHER);
        long version = watch(1, DirectoryCommand.UNKNOWN).version();
        assertThat(directory.apply(id(1, 1), DirectoryCommand.watch(version), effects))
                .isNull();
        directory.cancel(id(2, 1), effects);
        assertThat(effects.cancellations()).containsExactly(id(2, 1));
        assertThat(effects.completions()).isEmpty();
        assertThat(watch(1, DirectoryCommand.UNKNOWN).names().get("a")).isEqualTo(OTHER);
        directory.sessionsEnded(List.of(new EndedSession(3, false)), effects);
        assertThat(completed(id(1, 1)).names()).isEmpty();
        assertThat(directory.initial()).isTrue();
    }

    @Test
    void whoWatchesIsToldThatANameIsRegisteredAgain() {
        register(id(2, 1), "a", SOME);
        long version = watch(1, DirectoryCommand.UNKNOWN).version();
        assertThat(directory.apply(id(1, 1), DirectoryCommand.watch(version), effects))
                .isNull();
        register(id(3, 1), "a", OTHER);
        assertThat(completed(id(1, 1)).version()).isNotEqualTo(version);
    }

    @Test
    void whoGivesUpWatchingIsToldNothing() {
        long version = watch(1, DirectoryCommand.UNKNOWN).version();
        directory.apply(id(1, 1), DirectoryCommand.watch(version), effects);
        assertThat(directory.initial()).isFalse();
        directory.cancel(id(1, 1), effects);
        directory.cancel(id(1, 1), effects);
        assertThat(effects.cancellations()).containsExactly(id(1, 1));
        register(id(2, 1), "a", SOME);
        assertThat(effects.completions()).isEmpty();
    }

    @Test
    void whatIsNoCommandIsRefused() {
        assertThatThrownBy(() -> directory.apply(id(1, 1), new byte[] {9}, effects))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("command 9");
        assertThatThrownBy(() -> directory.query(new byte[] {1})).isInstanceOf(IllegalArgumentException.class);
        assertThat(directory.initial()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {61, 62, 63, 64, 65})
    void replicasStayEqualAndWatchersUpToDate(long seed) {
        Random random = new Random(seed);
        Twins twins = new Twins(SharedDirectory::new);
        Map<CommandId, String> registered = new LinkedHashMap<>();
        Map<CommandId, Set<String>> watching = new LinkedHashMap<>();
        int slot = 0;
        for (int step = 0; step < 2_000; step++) {
            RecordedEffects now = new RecordedEffects();
            CommandId id = new CommandId(1 + random.nextInt(4), ++slot, 1);
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> {
                    String name = "name" + random.nextInt(3);
                    registered.put(id, name);
                    assertThat(twins.apply(id, DirectoryCommand.register(name, SOME), now))
                            .isNull();
                }
                case 3 -> {
                    DirectoryListing all =
                            DirectoryListing.of(twins.apply(id, DirectoryCommand.watch(DirectoryCommand.UNKNOWN), now));
                    assertThat(all.names().keySet()).isEqualTo(new HashSet<>(registered.values()));
                    CommandId next = new CommandId(id.session(), ++slot, 1);
                    assertThat(twins.apply(next, DirectoryCommand.watch(all.version()), now))
                            .isNull();
                    watching.put(next, new TreeSet<>(registered.values()));
                }
                case 4, 5 -> {
                    List<CommandId> all = new ArrayList<>(registered.keySet());
                    all.addAll(watching.keySet());
                    if (!all.isEmpty()) {
                        CommandId target = all.get(random.nextInt(all.size()));
                        twins.cancel(target, now);
                        registered.remove(target);
                        watching.remove(target);
                    }
                }
                case 6 -> {
                    registered.keySet().removeIf(one -> one.session() == id.session());
                    watching.keySet().removeIf(one -> one.session() == id.session());
                    twins.sessionsEnded(List.of(new EndedSession(id.session(), random.nextBoolean())), now);
                }
                default -> twins.replaceSecond();
            }
            for (RecordedEffects.Completion told : now.completions()) {
                assertThat(watching.remove(told.id())).isNotNull();
                assertThat(DirectoryListing.of(told.answer()).names().keySet())
                        .isEqualTo(new HashSet<>(registered.values()));
            }
            assertThat(watching.values()).allMatch(new TreeSet<>(registered.values())::equals);
            assertThat(twins.initial()).isEqualTo(registered.isEmpty() && watching.isEmpty());
            twins.assertSameSnapshots();
        }
    }

    private DirectoryListing watch(long session, long version) {
        return DirectoryListing.of(directory.apply(id(session, 99), DirectoryCommand.watch(version), effects));
    }

    private void register(CommandId id, String name, byte[] details) {
        assertThat(directory.apply(id, DirectoryCommand.register(name, details), effects))
                .isNull();
    }

    private DirectoryListing completed(CommandId id) {
        List<RecordedEffects.Completion> completions = List.copyOf(effects.completions());
        effects.takeCompleted();
        assertThat(completions).hasSize(1);
        assertThat(completions.get(0).id()).isEqualTo(id);
        return DirectoryListing.of(completions.get(0).answer());
    }

    private static CommandId id(long session, int slot) {
        return new CommandId(session, slot, 1);
    }
}
