package io.dipc.memory.transport;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoRegistration;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.io.IOException;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.Pipe;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Netty's NIO for one event loop, with fewer wake-ups. Netty's handler alone wakes the selector for each task of another
 * thread, also if the loop is awake, and once more itself, so that the next select finds nothing: six system calls, of which
 * none is needed by a loop that is awake, and three by one that is not. Here a task wakes the selector only if the loop
 * may be in select; and where a task is expected the loop looks for it before it sleeps.
 *
 * <p>Who gives a task adds it to the loop's queue, and then looks whether the loop is asleep; the loop says that it is, and
 * then looks at its queue.
 */
final class SparingIoHandler implements IoHandler {
    /** A thread that was told what it waited for comes back with the next task so soon, if it does nothing else between. */
    private static final long EXPECTED_NANOS = TimeUnit.MICROSECONDS.toNanos(20);

    /** Longer than a member on this machine needs to answer, even if it has to be woken. */
    private static final long BYTES_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    /** Whether the loop is in select, or may be after it has looked for tasks once more. */
    private final AtomicBoolean asleep = new AtomicBoolean();

    private final AdaptiveSpin spin = new AdaptiveSpin(EXPECTED_NANOS);
    private final AdaptiveSpin polls = new AdaptiveSpin(BYTES_NANOS);
    /** What {@link #polls} has handled. */
    private int polled;

    private final IoHandler nio;
    /** The one in use; another one if Netty had to replace it. */
    private volatile Selector selector;

    private boolean expecting;
    private boolean expectingBytes;

    SparingIoHandler(ThreadAwareExecutor loop) {
        this(loop, SelectorProvider.provider());
    }

    SparingIoHandler(ThreadAwareExecutor loop, SelectorProvider provider) {
        nio = NioIoHandler.newFactory(new Selectors(provider)).newHandler(loop);
    }

    @Override
    public void initialize() {
        nio.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
        if (expecting) {
            expecting = false;
            spin.await(() -> !context.canBlock());
        }
        if (expectingBytes) {
            expectingBytes = false;
            int handled = poll(context);
            if (handled > 0) {
                return handled;
            }
        }
        asleep.set(true);
        try {
            return nio.run(context);
        } finally {
            awake();
        }
    }

    /** Waits awake for bytes, or a task. Answers how much has been handled. */
    private int poll(IoHandlerContext context) {
        IoHandlerContext awake = new Awake(context);
        polled = 0;
        polls.await(() -> !context.canBlock() || (polled = nio.run(awake)) > 0);
        return polled;
    }

    /** The loop is not in select any more, and has still to look for tasks. In the loop. */
    void awake() {
        asleep.lazySet(false);
    }

    /** The loop should look for a task for some microseconds before it sleeps the next time. In the loop. */
    void expectTask() {
        expecting = true;
    }

    /**
     * Much is on its way here: the loop should look for it for some microseconds before it sleeps the next time. Who
     * is woken by a sender on the same machine often gets that one's processor, and waits for it although another
     * one is idle. In the loop.
     */
    void expectBytes() {
        expectingBytes = true;
    }

    @Override
    public void wakeup() {
        if (asleep.compareAndSet(true, false)) {
            selector.wakeup();
        }
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
        return nio.register(handle);
    }

    @Override
    public void prepareToDestroy() {
        nio.prepareToDestroy();
    }

    @Override
    public void destroy() {
        nio.destroy();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> type) {
        return nio.isCompatible(type);
    }

    /** A turn of the loop that does not wait. */
    private record Awake(IoHandlerContext context) implements IoHandlerContext {
        @Override
        public boolean canBlock() {
            return false;
        }

        @Override
        public long delayNanos(long currentTimeNanos) {
            return context.delayNanos(currentTimeNanos);
        }

        @Override
        public long deadlineNanos() {
            return context.deadlineNanos();
        }
    }

    /** Knows the selector, which Netty's handler does not tell: its own wake-up is the one that is made twice. */
    private final class Selectors extends SelectorProvider {
        private final SelectorProvider provider;

        Selectors(SelectorProvider provider) {
            this.provider = provider;
        }

        @Override
        public AbstractSelector openSelector() throws IOException {
            AbstractSelector opened = provider.openSelector();
            selector = opened;
            return opened;
        }

        @Override
        public DatagramChannel openDatagramChannel() throws IOException {
            return provider.openDatagramChannel();
        }

        @Override
        public DatagramChannel openDatagramChannel(ProtocolFamily family) throws IOException {
            return provider.openDatagramChannel(family);
        }

        @Override
        public Pipe openPipe() throws IOException {
            return provider.openPipe();
        }

        @Override
        public ServerSocketChannel openServerSocketChannel() throws IOException {
            return provider.openServerSocketChannel();
        }

        @Override
        public SocketChannel openSocketChannel() throws IOException {
            return provider.openSocketChannel();
        }
    }
}
