package io.dipc.memory.transport;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelector;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts how often it is woken or looked at, and tells when it is about to sleep. Without channels. */
final class CountingSelector extends AbstractSelector {
    private final Selector selector;
    final AtomicInteger wakeUps = new AtomicInteger();
    final Semaphore selects = new Semaphore(0);
    final AtomicInteger looks = new AtomicInteger();

    CountingSelector() throws IOException {
        this(Selector.open());
    }

    private CountingSelector(Selector selector) {
        super(selector.provider());
        this.selector = selector;
    }

    @Override
    public int select(long timeout) throws IOException {
        selects.release();
        return selector.select(timeout);
    }

    @Override
    public int select() throws IOException {
        selects.release();
        return selector.select();
    }

    @Override
    public int selectNow() throws IOException {
        looks.incrementAndGet();
        return selector.selectNow();
    }

    @Override
    public Selector wakeup() {
        wakeUps.incrementAndGet();
        selector.wakeup();
        return this;
    }

    @Override
    public Set<SelectionKey> keys() {
        return selector.keys();
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        return selector.selectedKeys();
    }

    @Override
    protected void implCloseSelector() throws IOException {
        selector.close();
    }

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int operations, Object attachment) {
        throw new UnsupportedOperationException("a channel (expected: none)");
    }
}
