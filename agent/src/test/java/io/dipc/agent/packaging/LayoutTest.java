package io.dipc.agent.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "io/dipc/Distributed.class, io/dipc/Distributed.class",
                "io/dipc/agent/Agent.class, io/dipc/agent/Agent.class",
                "io/dipc/rewriter/prefilter/Gate.class, io/dipc/rewriter/prefilter/Gate.class",
                "io/dipc/agent/cli/Table.class, inst/io/dipc/agent/cli/Table.classdata",
                "io/dipc/engine/Cluster.class, inst/io/dipc/engine/Cluster.classdata",
                "org/objectweb/asm/Type.class, inst/org/objectweb/asm/Type.classdata",
                "META-INF/services/a.B, inst/META-INF/services/a.B",
                "hazelcast-default.xml, inst/hazelcast-default.xml",
                "META-INF/LICENSE, META-INF/licenses/lib-1/META-INF/LICENSE",
                "THIRD-PARTY.txt, META-INF/licenses/lib-1/THIRD-PARTY.txt",
                "META-INF/MANIFEST.MF, -",
                "META-INF/maven/g/a/pom.xml, -",
                "META-INF/versions/9/a/B.class, -",
                "META-INF/KEY.SF, -",
                "module-info.class, -",
                "io/dipc/engine/package-info.class, -",
                "io/dipc/agent/packaging/Packager.class, -",
                "hazelcast-config-5.7.xsd, -",
            })
    void everythingHasItsPlace(String name, String target) {
        assertThat(Layout.target("lib-1", name)).isEqualTo(target);
    }
}
