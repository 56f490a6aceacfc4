package io.dipc.memory.transport;

import io.dipc.memory.message.Message;
import java.util.HashMap;
import java.util.Map;

/** The kinds of messages, in the order of their numbers on the wire. */
enum Tag {
    REQUEST(Message.Request.class),
    FETCH_AHEAD(Message.FetchAhead.class),
    CONFIRM(Message.Confirm.class),
    REPORT(Message.Report.class),
    ANSWER(Message.Answer.class),
    SETTLED(Message.Settled.class),
    HAND_BACK(Message.HandBack.class),
    PARTING(Message.Parting.class),
    PARTED(Message.Parted.class),
    ADOPT(Message.Adopt.class),
    FORWARD(Message.Forward.class),
    INVALIDATE(Message.Invalidate.class),
    GRANT(Message.Grant.class),
    LOST(Message.Lost.class),
    DECLINED(Message.Declined.class),
    DATA(Message.Data.class),
    ACKNOWLEDGE(Message.Acknowledge.class),
    RECEIVED(Message.Received.class),
    QUESTION(Message.Question.class),
    SETTLE(Message.Settle.class),
    CUT(Message.Cut.class),
    STORED(Message.Stored.class),
    LEFT(Message.Left.class),
    FORWARD_RUN(Message.ForwardRun.class),
    DATA_RUN(Message.DataRun.class),
    SAW(Message.Saw.class);

    /** By number. */
    static final Tag[] ALL = values();

    private static final Map<Class<?>, Tag> BY_TYPE = new HashMap<>();

    static {
        for (Tag tag : ALL) {
            BY_TYPE.put(tag.type, tag);
        }
    }

    private final Class<? extends Message> type;

    Tag(Class<? extends Message> type) {
        this.type = type;
    }

    static Tag of(Message message) {
        return BY_TYPE.get(message.getClass());
    }

    /** Whether messages of this kind may be overtaken by all others. */
    boolean bulk() {
        return this == CUT || this == LEFT || this == SAW;
    }

    /** Whether nobody ever waits for messages of this kind, so that they may wait for others to travel with. */
    boolean patient() {
        return this == RECEIVED || this == LEFT;
    }
}
