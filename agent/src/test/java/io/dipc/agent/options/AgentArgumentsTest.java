package io.dipc.agent.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AgentArgumentsTest {

    @Test
    void nothingIsNoArguments() {
        assertThat(AgentArguments.parse(null)).isEmpty();
        assertThat(AgentArguments.parse("")).isEmpty();
        assertThat(AgentArguments.parse(" ")).isEmpty();
    }

    @Test
    void pairsAreSeparatedByCommasOrSemicolons() {
        assertThat(AgentArguments.parse("cluster=x,port=5800-5899; log=info"))
                .isEqualTo(Map.of("cluster", "x", "port", "5800-5899", "log", "info"));
    }

    @Test
    void pieceWithoutEqualsSignContinuesTheValueBefore() {
        assertThat(AgentArguments.parse("join=hostA,hostB:5801,hostC,port=5800;cluster=x"))
                .isEqualTo(Map.of("join", "hostA,hostB:5801,hostC", "port", "5800", "cluster", "x"));
    }

    @Test
    void valueMayBeEmptyAndMayContainEqualsSigns() {
        assertThat(AgentArguments.parse("bind=,config=a=b")).isEqualTo(Map.of("bind", "", "config", "a=b"));
    }

    @Test
    void trailingSeparatorIsHarmless() {
        assertThat(AgentArguments.parse("cluster=x;")).isEqualTo(Map.of("cluster", "x"));
    }

    @Test
    void pieceThatContinuesNothingIsRefused() {
        assertThatThrownBy(() -> AgentArguments.parse("cluster"))
                .isInstanceOf(OptionException.class)
                .hasMessage("agent arguments: cluster (expected: key=value pairs separated by commas, such as"
                        + " cluster=demo,port=5800-5899)");
        assertThatThrownBy(() -> AgentArguments.parse("cluster=x;port")).isInstanceOf(OptionException.class);
        assertThatThrownBy(() -> AgentArguments.parse("=x")).isInstanceOf(OptionException.class);
    }

    @Test
    void keyGivenTwiceIsRefused() {
        assertThatThrownBy(() -> AgentArguments.parse("cluster=x,cluster=y"))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining("cluster is given twice");
    }
}
