package io.dipc.objects.delay;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;
import io.dipc.objects.queue.QueueAnswer;
import io.dipc.objects.queue.QueueCommand;
import java.util.List;

/**
 * The commands of a delay queue beside those of {@link QueueCommand} that take or remove. Bodies as
 * there.
 */
public final class DelayCommand {
    static final byte OFFER = 64;
    static final byte OFFER_ALL = 65;

    private DelayCommand() {}

    /**
     * An element on its way in.
     *
     * @param nanos its delay from now on; 0 or less: it is over, the more the longer ago
     */
    public record Delayed(long nanos, byte[] body) {}

    /** Adds an element. Never parks. Answer: {@link QueueAnswer#added}, always true. */
    public static byte[] offer(Delayed element) {
        return write(new WireWriter(element.body().length + 16).putByte(OFFER), element)
                .toBytes();
    }

    /** Adds elements; also as the first contents of a new queue. Never parks. Answer: {@link QueueAnswer#count}. */
    public static byte[] offerAll(List<Delayed> elements) {
        return new WireWriter(1024)
                .putByte(OFFER_ALL)
                .putList(elements, DelayCommand::write)
                .toBytes();
    }

    static Delayed read(WireReader reader) {
        return new Delayed(reader.getLong(), QueueCommand.readBody(reader));
    }

    static List<Delayed> readAll(WireReader reader) {
        return reader.getList(DelayCommand::read);
    }

    private static WireWriter write(WireWriter writer, Delayed element) {
        element.body()[0] = OFFER;
        return writer.putLong(element.nanos()).putBytes(element.body());
    }
}
