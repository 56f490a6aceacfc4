package io.dipc.agent;

import java.util.function.Consumer;

/** Says why the agent could not do its work. This is a defect or a broken jar, so the stack trace is shown. */
final class StartFailure implements Consumer<Throwable> {

    @Override
    public void accept(Throwable thrown) {
        System.err.println("[dipc] ERROR the agent failed; classes with distributed objects will not load");
        thrown.printStackTrace();
    }
}
