package io.dipc.engine.network.hazelcast;

import com.hazelcast.cluster.Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;

/** Addresses at which members may be. Asked again and again, as members start and names become known. */
interface Candidates {

    /** The order in which members found, the same for all of them. */
    Comparator<Address> BY_ADDRESS =
            Comparator.comparing(Candidates::bytes, Arrays::compareUnsigned).thenComparing(Address::getPort);

    private static byte[] bytes(Address address) {
        try {
            return address.getInetAddress().getAddress();
        } catch (UnknownHostException e) {
            return InetAddress.getLoopbackAddress().getAddress();
        }
    }

    /** What is known now, those worth trying first first; changeable by the caller. May name this member, too. */
    Set<Address> addresses();

    /** Whether everything that was configured is known now. */
    boolean complete();
}
