package io.dipc.it.bench;

import java.util.Random;

/** What is measured. */
enum Operation {
    /** An element is put into a queue and one is taken from it; its size is in bytes. */
    OFFER_TAKE {
        @Override
        Call of(int size) {
            byte[] element = new byte[size];
            new Random(1).nextBytes(element);
            return subject -> {
                subject.offer(element);
                subject.take();
            };
        }
    },
    /** A permit is acquired and released. */
    ACQUIRE_RELEASE {
        @Override
        Call of(int size) {
            return subject -> {
                subject.acquire();
                subject.release();
            };
        }
    },
    /** Some tasks that do nothing are submitted, then all are waited for. */
    EMPTY_TASKS {
        @Override
        Call of(int size) {
            return subject -> subject.runTasks(new Work(0), size);
        }

        @Override
        int count(int size) {
            return size;
        }
    },
    /** The same with tasks that take a millisecond of a processor. */
    TASKS_OF_1_MS {
        @Override
        Call of(int size) {
            return subject -> subject.runTasks(new Work(1_000_000), size);
        }

        @Override
        int count(int size) {
            return size;
        }
    };

    /** One execution by one thread. */
    @FunctionalInterface
    interface Call {
        void run(Subject subject) throws Exception;
    }

    /**
     * @param size of what is measured
     */
    abstract Call of(int size);

    /** As how much one execution counts. */
    int count(int size) {
        return 1;
    }

    boolean isOfTasks() {
        return this == EMPTY_TASKS || this == TASKS_OF_1_MS;
    }
}
