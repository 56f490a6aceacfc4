package io.dipc.engine.view;

/** A majority of one. */
final class SoleVoter implements Voters {
    private final Port port;

    SoleVoter(Port port) {
        this.port = port;
    }

    @Override
    public boolean leads() {
        return true;
    }

    @Override
    public int term() {
        return 1;
    }

    @Override
    public boolean proposing() {
        return false;
    }

    @Override
    public void propose(long base, View next) {
        port.decided(base, next);
    }

    @Override
    public long accepted() {
        return 0;
    }

    @Override
    public void received(byte[] message) {}

    @Override
    public void tick() {}

    @Override
    public void over(long voter) {}

    @Override
    public void close() {}
}
