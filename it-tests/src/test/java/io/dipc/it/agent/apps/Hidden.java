package io.dipc.it.agent.apps;

import java.util.List;

/** Looks for what the agent must hide. */
public final class Hidden {

    private Hidden() {}

    public static void main(String[] args) {
        for (String name : List.of(
                "com.hazelcast.core.Hazelcast",
                "org.objectweb.asm.ClassReader",
                "org.slf4j.Logger",
                "com.esotericsoftware.kryo.Kryo",
                "org.objenesis.Objenesis",
                "picocli.CommandLine",
                "org.snakeyaml.engine.v2.api.Load",
                "io.dipc.engine.Cluster",
                "io.dipc.objects.Kind",
                "io.dipc.rewriter.Rewriter",
                "io.dipc.agent.wiring.AgentRuntime")) {
            try {
                System.out.println("visible: " + Class.forName(name));
            } catch (ClassNotFoundException expected) {
                System.out.println("hidden: " + name);
            }
        }
    }
}
