package io.dipc.memory.simulation;

import io.dipc.histories.Action;
import io.dipc.histories.Outcome;
import io.dipc.histories.Recorder;
import io.dipc.memory.cache.Fault;
import io.dipc.memory.cuts.Release;
import io.dipc.memory.message.Access;
import io.dipc.memory.port.PageState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A thread of a program: reads, writes, compares and sets words at random, and overwrites pages that were lost. */
final class SimulatedThread {

    private enum Kind {
        READ,
        WRITE,
        COMPARE_AND_SET,
        OVERWRITE
    }

    private final SimulatedMember member;
    private final Registers registers;
    private final SimulatedTime time;
    private final Random random;
    private final Plan plan;
    private final String name;
    /** Whether it goes from page to page and reads. */
    private final boolean scanner;

    private int left;
    private int page;
    private boolean overwriteNext;
    private boolean finished;
    private String waitsFor = "";

    SimulatedThread(
            SimulatedMember member, Registers registers, SimulatedTime time, Random random, Plan plan, String name) {
        this.member = member;
        this.registers = registers;
        this.time = time;
        this.random = random;
        this.plan = plan;
        this.name = name;
        left = plan.operations();
        page = random.nextInt(plan.options().geometry().pages());
        scanner = plan.scans() && random.nextInt(3) > 0;
    }

    String name() {
        return name;
    }

    /** Whether it has done all it wanted, or cannot do any more. */
    boolean finished() {
        return finished;
    }

    String waitsFor() {
        return waitsFor;
    }

    void think() {
        time.after(random.nextInt(random.nextInt(4) == 0 ? 200 : 10), this::begin);
    }

    private void begin() {
        if (member.gone()) {
            finished = true;
            return;
        }
        if (left-- == 0) {
            finished = true;
            return;
        }
        if (random.nextInt(plan.options().together() ? 4 : 8) == 0) {
            release();
            return;
        }
        int pages = plan.options().geometry().pages();
        Kind kind = Kind.READ;
        if (overwriteNext) {
            kind = Kind.OVERWRITE;
            overwriteNext = false;
        } else {
            boolean next = plan.scans() ? scanner : plan.sequential();
            page = next ? (page + 1) % pages : random.nextInt(pages);
            int what = scanner ? random.nextInt(10) : random.nextInt(20);
            kind = what < 9 ? Kind.READ : what < 14 ? Kind.WRITE : what < 19 ? Kind.COMPARE_AND_SET : Kind.OVERWRITE;
        }
        new Operation(kind, page, random.nextInt(plan.words())).attempt(false);
    }

    private void release() {
        long moment = registers.moment();
        waitsFor = "release since " + time.now();
        member.release(new Release() {
            @Override
            public void done() {
                waitsFor = "";
                registers.released(member.name(), moment);
                think();
            }

            @Override
            public void failed() {
                finished = true;
            }
        });
    }

    private final class Operation implements Fault {
        private final Kind kind;
        private final int page;
        private final int word;
        private final int value;
        private final List<Recorder.Call> calls = new ArrayList<>();
        private final int expected;

        Operation(Kind kind, int page, int word) {
            this.kind = kind;
            this.page = page;
            this.word = word;
            value = kind == Kind.READ ? 0 : registers.unique(kind == Kind.OVERWRITE ? plan.words() : 1);
            expected = registers.guess(page, word);
            for (int w = 0; w < plan.words(); w++) {
                if (kind == Kind.OVERWRITE || w == word) {
                    calls.add(registers.begin(page, w, member.name(), name, action(), values(w)));
                }
            }
        }

        private Action action() {
            return switch (kind) {
                case READ -> Action.READ;
                case WRITE, OVERWRITE -> Action.WRITE;
                case COMPARE_AND_SET -> Action.COMPARE_AND_SET;
            };
        }

        private List<String> values(int w) {
            return switch (kind) {
                case READ -> List.of();
                case WRITE -> List.of(Integer.toString(value));
                case OVERWRITE -> List.of(Integer.toString(value + w));
                case COMPARE_AND_SET -> List.of(Integer.toString(expected), Integer.toString(value));
            };
        }

        /** Accesses the page, or faults. */
        void attempt(boolean granted) {
            if (member.gone()) {
                finished = true;
                return;
            }
            PageState state = member.memory().state(page);
            boolean possible =
                    kind == Kind.READ ? state != PageState.INVALID : kind != Kind.OVERWRITE && state == PageState.DIRTY;
            if (granted && !member.over() && !member.leaving()) {
                registers.granted(
                        possible || state.exclusive(), () -> name + " was granted page " + page + " which is " + state);
            }
            if (possible) {
                execute();
                if (granted) {
                    member.used(page);
                }
                think();
            } else {
                waitsFor = kind + " of page " + page + " since " + time.now();
                member.fault(page, this);
                if (granted) {
                    member.used(page);
                }
            }
        }

        private void execute() {
            switch (kind) {
                case READ -> read();
                case COMPARE_AND_SET -> {
                    if (member.memory().get(page, word) == expected) {
                        registers.read(page, word, expected, member.name());
                        write();
                    } else {
                        failedComparison();
                    }
                }
                default -> write();
            }
        }

        private void read() {
            int found = member.memory().get(page, word);
            registers.read(page, word, found, member.name());
            calls.get(0).end(Outcome.DONE, List.of(Integer.toString(found)), 0);
        }

        private void failedComparison() {
            int found = member.memory().get(page, word);
            registers.read(page, word, found, member.name());
            calls.get(0).end(Outcome.FAILED);
            Recorder.Call read = registers.begin(page, word, member.name(), name, Action.READ, List.of());
            read.end(Outcome.DONE, List.of(Integer.toString(found)), 0);
        }

        private void write() {
            member.memory().set(page, word, value);
            registers.written(page, word, value, member.name());
            calls.get(0).end(Outcome.DONE);
        }

        @Override
        public Access access() {
            return switch (kind) {
                case READ -> Access.READ;
                case WRITE, COMPARE_AND_SET -> Access.WRITE;
                case OVERWRITE -> Access.OVERWRITE;
            };
        }

        @Override
        public byte[] contents() {
            ByteBuffer contents = ByteBuffer.allocate(Integer.BYTES * plan.words());
            for (int w = 0; w < plan.words(); w++) {
                contents.putInt(value + w);
            }
            return contents.array();
        }

        @Override
        public void granted() {
            waitsFor = "";
            if (kind == Kind.OVERWRITE) {
                for (int w = 0; w < plan.words(); w++) {
                    registers.written(page, w, value + w, member.name());
                    calls.get(w).end(Outcome.DONE);
                }
                time.after(0, () -> member.used(page));
                think();
            } else {
                time.after(random.nextInt(30), () -> attempt(true));
            }
        }

        @Override
        public void failed(Failure failure) {
            waitsFor = "";
            calls.forEach(call -> call.end(Outcome.FAILED));
            if (failure == Failure.EXPIRED) {
                finished = true;
            } else {
                registers.lost(page);
                overwriteNext = random.nextBoolean();
                SimulatedThread.this.page = page;
                think();
            }
        }
    }
}
