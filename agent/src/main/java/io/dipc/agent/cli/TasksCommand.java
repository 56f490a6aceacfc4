package io.dipc.agent.cli;

import io.dipc.engine.Cluster;
import io.dipc.engine.ObjectHandle;
import io.dipc.objects.Descriptor;
import io.dipc.objects.Kind;
import io.dipc.objects.executor.ExecutorParameters;
import io.dipc.objects.executor.ExecutorQuery;
import io.dipc.objects.executor.TaskInfo;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the tasks of an executor. */
@Command(
        name = "tasks",
        mixinStandardHelpOptions = true,
        description = "Lists the tasks of an executor: which wait, which run and where, which outcomes are kept.")
final class TasksCommand implements Callable<Integer> {

    private static final int PAGE = 500;

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "1", paramLabel = "KEY", description = "of the executor")
    private String key;

    TasksCommand() {}

    @Override
    public Integer call() {
        Table table = new Table("TASK", "STATE", "ATTEMPT", "BYTES");
        boolean known = Visit.ask(spec, cluster -> list(cluster, table));
        if (!known) {
            spec.commandLine()
                    .getErr()
                    .println("dipc: " + key + " is no executor (java -jar dipc.jar ls lists what there is)");
            return 1;
        }
        table.print(spec.commandLine().getOut());
        return 0;
    }

    private boolean list(Cluster cluster, Table table) {
        String executor = Kind.EXECUTOR.words();
        if (cluster.keys().stream()
                .noneMatch(one -> one.key().equals(key) && one.kind().equals(executor))) {
            return false;
        }
        // Should it have gone meanwhile, this makes an empty one, which goes with this command.
        Descriptor descriptor =
                new Descriptor(Kind.EXECUTOR, new ExecutorParameters(1, Integer.MAX_VALUE).toBytes(), "dipc tasks");
        ObjectHandle handle = cluster.open(key, descriptor, null);
        long last = -1;
        for (List<TaskInfo> page = page(handle, last); !page.isEmpty(); page = page(handle, last)) {
            for (TaskInfo task : page) {
                table.add(
                        Long.toString(task.id()),
                        task.state(),
                        Integer.toString(task.attempt()),
                        Integer.toString(task.bytes()));
                last = task.id();
            }
        }
        return true;
    }

    private static List<TaskInfo> page(ObjectHandle handle, long after) {
        return TaskInfo.listOf(handle.query(ExecutorQuery.page(after, PAGE)));
    }
}
