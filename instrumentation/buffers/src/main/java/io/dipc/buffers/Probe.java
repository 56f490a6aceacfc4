package io.dipc.buffers;

/** Of a page that is never here: tells that an access came to it. */
final class Probe implements Faults {

    /** What every access throws. */
    static final RuntimeException FAULT = new Fault();

    private static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1;

        Fault() {
            super("the probe's page was accessed", null, false, false);
        }
    }

    @Override
    public void await(int page, boolean write) {
        throw FAULT;
    }

    @Override
    public void used(int page) {
        // Nothing is ever granted.
    }

    @Override
    public void overwrite(int page, byte[] bytes) {
        throw FAULT;
    }

    @Override
    public void force(long offset, long length) {
        throw FAULT;
    }
}
