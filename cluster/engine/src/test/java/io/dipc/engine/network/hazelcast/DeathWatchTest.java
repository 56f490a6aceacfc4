package io.dipc.engine.network.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.impl.MemberImpl;
import com.hazelcast.version.MemberVersion;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeathWatchTest {

    @TempDir
    Path directory;

    private final BlockingQueue<UUID> gone = new LinkedBlockingQueue<>();

    @Test
    void memberThatEndedBetweenJoiningAndTheFirstLookIsSeenToHaveEnded() throws Exception {
        Rendezvous rendezvous = Rendezvous.open(directory, "watch");
        try (DeathWatch watch = watchOf(rendezvous);
                Child child = Child.start(directory, "watch", "a")) {
            child.await("members a");
            MemberImpl member = member(entry());
            assertThat(rendezvous.living()).hasSize(1);
            child.kill();
            assertThat(child.awaitEnd()).isTrue();
            assertThat(Rendezvous.open(directory, "watch").living()).isEmpty();
            assertThat(entries()).isEmpty();

            watch.watch(List.of(member));
            assertThat(gone.poll(5, TimeUnit.MINUTES)).isEqualTo(member.getUuid());
        }
    }

    @Test
    void memberWhoseEntryWasNeverSeenHeldIsNotJudged() throws Exception {
        Rendezvous rendezvous = Rendezvous.open(directory, "watch");
        try (DeathWatch watch = watchOf(rendezvous)) {
            MemberImpl first = member("1-" + UUID.randomUUID());
            watch.watch(List.of(first));
            try (Child child = Child.start(directory, "watch", "a")) {
                child.await("members a");
                MemberImpl second = member(entry());
                watch.watch(List.of(first, second));
                child.kill();
                assertThat(gone.poll(5, TimeUnit.MINUTES)).isEqualTo(second.getUuid());
            }
            assertThat(gone).isEmpty();
        }
    }

    private DeathWatch watchOf(Rendezvous rendezvous) {
        return new DeathWatch(Optional.of(rendezvous), (member, why) -> gone.add(member.getUuid()));
    }

    private String entry() throws IOException {
        Path file = entries().get(0);
        return EntryFile.withoutEnding(file).getFileName().toString();
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("cluster-watch"))) {
            return files.filter(file -> file.toString().endsWith(EntryFile.MEMBER))
                    .toList();
        }
    }

    private static MemberImpl member(String entry) throws UnknownHostException {
        return new MemberImpl.Builder(new Address("127.0.0.1", 5800))
                .version(MemberVersion.of("5.7.0"))
                .uuid(UUID.randomUUID())
                .attributes(Map.of(MemberConfig.ENTRY, entry))
                .build();
    }
}
