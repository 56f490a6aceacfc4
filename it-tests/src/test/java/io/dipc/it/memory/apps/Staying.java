package io.dipc.it.memory.apps;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Runs another program, {@code Staying CLASS ARGUMENTS}, says {@code done} when its threads have ended, and stays until it is
 * sent a line: so long it can be asked what its shared memory has cost.
 */
public final class Staying {

    private Staying() {}

    public static void main(String[] args) throws IOException, InterruptedException, ReflectiveOperationException {
        String[] rest = new String[args.length - 1];
        System.arraycopy(args, 1, rest, 0, rest.length);
        Class.forName(args[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!thread.isDaemon() && thread != Thread.currentThread()) {
                thread.join();
            }
        }
        System.out.println("done");
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    }
}
