package io.dipc.engine.protocol;

/** The first byte of each message. */
final class MessageType {
    static final int VIEW_QUERY = 1;
    static final int VIEW_ANSWER = 2;
    static final int VIEW_DECIDED = 3;
    static final int GOODBYE = 4;
    static final int REPORT = 5;
    static final int FETCH = 6;
    static final int PIECE = 7;
    static final int PIECE_RECEIVED = 8;
    static final int ACTIVATE = 9;
    static final int ACTIVATED = 10;
    static final int REPLICATE = 11;
    static final int REPLICATED = 12;
    static final int ASK = 13;
    static final int ANSWER = 14;
    static final int REPLY = 15;
    static final int OPENED = 16;
    static final int INQUIRE = 17;
    static final int CONFIRM = 18;
    static final int EARLY = 19;
    static final int OF_VIEWS = 20;
    static final int FORWARD = 21;

    private MessageType() {}
}
