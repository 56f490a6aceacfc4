package io.dipc.proxies.executor;

import io.dipc.DipcException;
import io.dipc.ElementException;
import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import io.dipc.proxies.elements.ElementCodec;

/** What a worker tells of a task: nothing (null), the bytes of the codec after a one, or an exception after a two. */
public final class TaskResult {
    private static final byte[] NULL = {};
    private static final byte VALUE = 1;
    private static final byte THROWN = 2;

    private TaskResult() {}

    /**
     * @param value may be null
     * @throws ElementException if the value cannot travel
     */
    public static byte[] of(Object value, ElementCodec codec, String key) {
        if (value == null) {
            return NULL;
        }
        byte[] result = codec.encode(value, key);
        result[0] = VALUE;
        return result;
    }

    /** An exception; one that cannot travel is described. */
    public static byte[] thrown(Throwable e, String member, String thread, ElementCodec codec, String key) {
        byte[] body;
        try {
            body = codec.encode(e, key);
        } catch (RuntimeException | Error cannotTravel) {
            DipcException standIn = new DipcException(e + " (an exception of class "
                    + e.getClass().getName() + ", which itself cannot be sent: " + cannotTravel.getMessage() + ")");
            standIn.setStackTrace(e.getStackTrace());
            body = codec.encode(standIn, key);
        }
        return new WireWriter(body.length + 64)
                .putByte(THROWN)
                .putString(member)
                .putString(thread)
                .putRaw(body, 0, body.length)
                .toBytes();
    }

    /**
     * What the task returned.
     *
     * @throws Throwable what it threw
     */
    public static Object read(byte[] result, ElementCodec codec, String key) throws Throwable {
        if (result.length == 0) {
            return null;
        }
        if (result[0] == VALUE) {
            return codec.decode(result, key);
        }
        WireReader reader = new WireReader(result);
        reader.getByte();
        String member = reader.getString();
        String thread = reader.getString();
        Throwable thrown = (Throwable) codec.decode(reader.getRaw(reader.remaining()), key);
        throw RemoteStack.mark(thrown, member, thread);
    }
}
