package io.dipc.memory.runtime;

import io.dipc.engine.Grant;
import io.dipc.engine.ObjectHandle;
import io.dipc.engine.ObjectHandle.Wait;
import io.dipc.objects.region.MemberReport;
import io.dipc.objects.region.RegionAnswer;
import io.dipc.objects.region.RegionCommand;
import io.dipc.objects.region.RegionParameters;
import java.util.BitSet;

/** The replicated object of a region. All methods wait for the cluster. Thread-safe. */
final class RegionObject {
    private final ObjectHandle handle;
    private final RegionParameters parameters;

    RegionObject(ObjectHandle handle) {
        this.handle = handle;
        this.parameters = RegionParameters.of(handle.descriptor().parameters());
    }

    String key() {
        return handle.key();
    }

    RegionParameters parameters() {
        return parameters;
    }

    String creator() {
        return handle.descriptor().creator();
    }

    RegionAnswer.Attached attach(long size, int pageSize, String host, int port, String name) {
        return RegionAnswer.Attached.of(call(RegionCommand.attach(size, pageSize, host, port, name)));
    }

    RegionAnswer.Next watch(long number) {
        return RegionAnswer.Next.of(call(RegionCommand.watch(number)));
    }

    void touch(BitSet pages) {
        call(RegionCommand.touch(pages));
    }

    BitSet touched() {
        return RegionAnswer.touched(call(RegionCommand.touched()), parameters.pages());
    }

    RegionAnswer.Fill fill(boolean keeps) {
        return RegionAnswer.Fill.of(call(RegionCommand.fill(keeps)));
    }

    void filled() {
        call(RegionCommand.filled());
    }

    void leaving() {
        call(RegionCommand.leaving());
    }

    void left() {
        call(RegionCommand.left());
    }

    RegionAnswer.Forced force(long offset, long length) {
        return RegionAnswer.Forced.of(call(RegionCommand.force(offset, length)));
    }

    RegionAnswer.ToForce nextForce() {
        return RegionAnswer.ToForce.of(call(RegionCommand.nextForce()));
    }

    void forced(long number, String failure) {
        call(RegionCommand.forced(number, failure));
    }

    void report(MemberReport report) {
        call(RegionCommand.report(report));
    }

    /** Waits for as long as it takes, also while no majority is reached. Nothing that {@link io.dipc.engine.Companion#beforeGiving} would have to wait for. */
    private byte[] call(byte[] command) {
        try {
            Grant grant = handle.await(command, Long.MAX_VALUE, Wait.UNINTERRUPTIBLY);
            grant.acceptLater();
            return grant.answer();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
