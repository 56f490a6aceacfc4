package io.dipc.demo.kernels;

import java.util.List;

/** Does the same part of each step of all computations, one after the other. The first one says what came out. */
final class Worker implements Runnable {

    private final List<Computation> computations;
    private final Part part;

    Worker(List<Computation> computations, Part part) {
        this.computations = computations;
        this.part = part;
    }

    @Override
    public void run() {
        Barrier barrier = new Barrier(part);
        try {
            for (Computation computation : computations) {
                for (int step = 0; step < computation.steps(); step++) {
                    computation.compute(step, part);
                    barrier.await();
                }
                if (part.number() == 0) {
                    System.out.println(computation.result());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
