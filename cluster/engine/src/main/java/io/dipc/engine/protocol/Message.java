package io.dipc.engine.protocol;

import io.dipc.objects.codec.WireReader;
import io.dipc.objects.codec.WireWriter;

/**
 * What one member says to another. Messages between two members arrive in order, each once, as long as both live. All
 * but those that make views name the view that their sender was in; a receiver in a newer view ignores them, one in an
 * older view keeps them until it is in theirs.
 */
public sealed interface Message permits CoordinatorMessage, CopyMessage, EntryMessage, SessionMessage, Message.OfViews {

    /** The number of the sender's view, or 0 for messages that are valid in all views. */
    long view();

    /** Writes the message, its type first. */
    void write(WireWriter out);

    /** About views decided by majority; see there how it travels. */
    record OfViews(ViewMessage content) implements Message {
        @Override
        public long view() {
            return 0;
        }

        @Override
        public void write(WireWriter out) {
            out.putByte(MessageType.OF_VIEWS);
            content.write(out);
        }
    }

    /** Reads one message. */
    static Message read(WireReader in) {
        int type = in.getByte();
        return switch (type) {
            case MessageType.VIEW_QUERY -> new CoordinatorMessage.ViewQuery();
            case MessageType.VIEW_ANSWER -> CoordinatorMessage.ViewAnswer.read(in);
            case MessageType.VIEW_DECIDED -> CoordinatorMessage.ViewDecided.read(in);
            case MessageType.GOODBYE -> CoordinatorMessage.Goodbye.read(in);
            case MessageType.REPORT -> CopyMessage.Report.read(in);
            case MessageType.FETCH -> CopyMessage.Fetch.read(in);
            case MessageType.PIECE -> CopyMessage.Piece.read(in);
            case MessageType.PIECE_RECEIVED -> CopyMessage.PieceReceived.read(in);
            case MessageType.ACTIVATE -> CopyMessage.Activate.read(in);
            case MessageType.ACTIVATED -> CopyMessage.Activated.read(in);
            case MessageType.REPLICATE -> EntryMessage.Replicate.read(in);
            case MessageType.REPLICATED -> EntryMessage.Replicated.read(in);
            case MessageType.CONFIRM -> EntryMessage.Confirm.read(in);
            case MessageType.EARLY -> EntryMessage.Early.read(in);
            case MessageType.FORWARD -> EntryMessage.Forward.read(in);
            case MessageType.ASK -> SessionMessage.Ask.read(in);
            case MessageType.ANSWER -> SessionMessage.Answer.read(in);
            case MessageType.REPLY -> SessionMessage.Reply.read(in);
            case MessageType.OPENED -> SessionMessage.Opened.read(in);
            case MessageType.INQUIRE -> SessionMessage.Inquire.read(in);
            case MessageType.OF_VIEWS -> new OfViews(ViewMessage.read(in));
            default -> throw new IllegalArgumentException("unknown message type: " + type);
        };
    }
}
