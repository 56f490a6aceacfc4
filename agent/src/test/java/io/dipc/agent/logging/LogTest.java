package io.dipc.agent.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LogTest {

    @AfterEach
    void defaultThreshold() {
        Log.threshold("warn");
    }

    @Test
    void weAreTheProviderThatSlf4jFinds() {
        assertThat(LoggerFactory.getLogger("io.dipc.x")).isInstanceOf(StderrLogger.class);
    }

    @Test
    void librariesSpeakOnlyToThoseWhoDebug() {
        Logger ours = LoggerFactory.getLogger("io.dipc.engine.EngineCluster");
        Logger library = LoggerFactory.getLogger("com.hazelcast.system");
        assertThat(ours.isWarnEnabled()).isTrue();
        assertThat(ours.isInfoEnabled()).isFalse();
        assertThat(library.isErrorEnabled()).isFalse();

        Log.threshold("debug");
        assertThat(ours.isDebugEnabled()).isTrue();
        assertThat(ours.isTraceEnabled()).isFalse();
        assertThat(library.isInfoEnabled()).isTrue();
        assertThat(library.isDebugEnabled()).isFalse();

        Log.threshold("error");
        assertThat(ours.isWarnEnabled()).isFalse();
        assertThat(library.isErrorEnabled()).isFalse();
    }

    @Test
    void classesOfOursThatHazelcastLogsUnderAreLibraries() {
        assertThat(StderrLogger.isOurs("io.dipc.engine.network.hazelcast.RendezvousJoiner"))
                .isFalse();
        assertThat(StderrLogger.isOurs("io.dipc.engine.network.hazelcast.Rendezvous"))
                .isTrue();
    }

    @Test
    void lineIsOneLineUnlessDebugging() {
        Throwable thrown = new IllegalStateException("two\nlines");
        assertThat(Log.text(Level.WARN, "a.B", "message", thrown))
                .isEqualTo("[dipc] WARN message: java.lang.IllegalStateException: two lines" + System.lineSeparator());
        assertThat(Log.text(Level.WARN, "a.B", "message", null))
                .isEqualTo("[dipc] WARN message" + System.lineSeparator());
        Log.threshold("debug");
        assertThat(Log.text(Level.WARN, "a.B", "message", thrown).lines())
                .first()
                .isEqualTo("[dipc] WARN message (a.B, " + Thread.currentThread().getName() + ")");
        assertThat(Log.text(Level.WARN, "a.B", "message", thrown)).contains("at io.dipc.agent.logging.LogTest");
    }
}
