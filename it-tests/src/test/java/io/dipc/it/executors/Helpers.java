package io.dipc.it.executors;

import io.dipc.it.executors.apps.Counted;
import io.dipc.it.harness.ChildJvm;
import io.dipc.it.harness.Product;
import io.dipc.it.harness.TestCluster;
import java.util.ArrayList;
import java.util.List;

/** Starts JVMs that work for the pools of others. */
final class Helpers {

    private Helpers() {}

    /**
     * Starts one; does not wait for it.
     *
     * @param on what makes a command run on its host; empty: this one
     * @param options of the agent on that host
     */
    static ChildJvm start(TestCluster cluster, List<String> on, List<String> options) {
        List<String> all = new ArrayList<>(options);
        all.addAll(List.of("-javaagent:" + Product.dipcJar() + "=helper", "-cp", Product.testPrograms()));
        return cluster.startPlain(on, all, Counted.class);
    }
}
