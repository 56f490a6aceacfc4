package io.dipc.memory.message;

import java.util.Arrays;
import java.util.List;

/** What one member tells another. */
public sealed interface Message {

    /** A message about a page, or about all pages of a stripe. */
    sealed interface OfPages extends Message {

        /** The page, or any page of the stripe. */
        int page();
    }

    /** To the directory at the page's home. */
    sealed interface ToHome extends OfPages {}

    /** To a member's copies. */
    sealed interface ToCache extends OfPages {}

    /** Between a member and its backups. */
    sealed interface OfCuts extends Message {}

    /** A miss. */
    record Request(int page, Access access) implements ToHome {}

    /**
     * Threads of the sender go from page to page, and will come to some pages in sequence, of one run.
     *
     * @param pages how many may come if nobody is at them, the first one included
     */
    record FetchAhead(int page, Access access, int pages) implements ToHome {}

    /** The sender has the page that a write transaction gave it. */
    record Confirm(int page, long transaction) implements ToHome {}

    /**
     * All that a member has of a rebuilt stripe.
     *
     * @param page any page of the stripe
     */
    record Report(int page, List<Holding> holdings) implements ToHome {
        public Report {
            holdings = List.copyOf(holdings);
        }
    }

    /** Whether the sender ever had what a transaction sent it. */
    record Answer(int page, long transaction, boolean had) implements ToHome {}

    /** The sender has done what {@link Settle} says. */
    record Settled(int page) implements ToHome {}

    /** The sender leaves the cluster and has a copy, which somebody must take over. */
    record HandBack(int page) implements ToHome {}

    /** The sender leaves and has nothing of a stripe any more. */
    record Parting(int page) implements ToHome {}

    /** Nobody keeps anything of a stripe because of the receiver of this message. */
    record Parted(int page) implements ToCache {}

    /** Take over a page from a member that leaves. */
    record Adopt(int page) implements ToCache {}

    /**
     * Send a page to somebody who asked for it.
     *
     * @param exclusive with the right to write; else the receiver of this message keeps its copy
     * @param acknowledgements how many others will acknowledge to the requester
     */
    record Forward(int page, long transaction, long requester, boolean exclusive, int acknowledgements)
            implements ToCache {}

    /**
     * Send pages in sequence, of one run, to somebody who asked for them to read: as a {@link Forward} of each.
     *
     * @param transactions of each page
     */
    record ForwardRun(int page, long[] transactions, long requester) implements ToCache {

        /** What it says of one page, counted from the first. */
        public Forward at(int index) {
            return new Forward(page + index, transactions[index], requester, false, 0);
        }
    }

    /** Give up a copy and acknowledge it to whoever will write. */
    record Invalidate(int page, long transaction, long requester) implements ToCache {}

    /**
     * What was asked for, without bytes.
     *
     * @param acknowledgements how many others will acknowledge to the receiver
     */
    record Grant(int page, long transaction, boolean exclusive, Contents contents, int acknowledgements)
            implements ToCache {

        /** What is in the page. */
        public enum Contents {
            /** What the receiver has. */
            HELD,
            /** Nobody has ever written to it. */
            INITIAL,
            /** It is lost, and the receiver will replace all of it. */
            NONE
        }
    }

    /** The page's contents are lost. */
    record Lost(int page) implements ToCache {}

    /** Somebody is at a page that was to be fetched ahead. */
    record Declined(int page) implements ToCache {}

    /**
     * What was asked for, from whoever had it.
     *
     * @param cut the cut that would have kept what is in it, if it is not known to; else 0
     * @param owner whose cut that is; 0: the sender's
     */
    record Data(
            int page,
            long transaction,
            long version,
            boolean exclusive,
            int acknowledgements,
            long cut,
            long owner,
            byte[] bytes)
            implements ToCache {

        /**
         * Whose cut that is.
         *
         * @param from the sender
         */
        public long owner(long from) {
            return owner == 0 ? from : owner;
        }
    }

    /**
     * Pages in sequence, of one run, to be read: as {@link Data} of each.
     *
     * @param pageSize how many bytes each has, the region's last one too
     * @param transactions of each page, as its version and its cut, which is the sender's
     * @param bytes one page behind the other; what is behind the last one is no part of the message. Not changed any more
     *     until it has come there, or was dealt with
     */
    record DataRun(int page, int pageSize, long[] transactions, long[] versions, long[] cuts, byte[] bytes)
            implements ToCache {

        /** How many pages there are. */
        public int pages() {
            return transactions.length;
        }

        /** How many bytes all pages have. */
        public int length() {
            return pages() * pageSize;
        }

        /** What it says of one page, counted from the first. */
        public Data at(int index) {
            byte[] contents = Arrays.copyOfRange(bytes, index * pageSize, (index + 1) * pageSize);
            return new Data(page + index, transactions[index], versions[index], false, 0, cuts[index], 0, contents);
        }
    }

    /** The sender has no copy any more. */
    record Acknowledge(int page, long transaction) implements ToCache {}

    /** The sender has what the receiver of this message sent it, who need not keep it any longer. */
    record Received(int page, long transaction) implements ToCache {}

    /**
     * Did you ever have what a transaction sent you, or anything later?
     *
     * @param cuts or anything that one of these members wrote after its cut?
     */
    record Question(int page, long transaction, List<OwnedCut> cuts) implements ToCache {
        public Question {
            cuts = List.copyOf(cuts);
        }
    }

    /**
     * What becomes of the copy that the receiver of this message keeps of a page.
     *
     * @param revived the version of which it is a shared copy from now on; otherwise it is dropped
     * @param owner the lost member whose copy that is, or 0: the receiver's own
     */
    record Settle(int page, long revived, long owner) implements ToCache {

        /** No copy. */
        public static final long NONE = -1;
    }

    /**
     * What the sender's backup has not got yet.
     *
     * @param number cuts are counted
     * @param full whether this is everything
     * @param view the view that the sender has entered
     */
    record Cut(long number, boolean full, long view, List<CutPage> pages) implements OfCuts {
        public Cut {
            pages = List.copyOf(pages);
        }
    }

    /** The sender has seen writes that would have been in some cuts of others, if those are not known to be kept. */
    record Saw(List<OwnedCut> cuts) implements OfCuts {
        public Saw {
            cuts = List.copyOf(cuts);
        }
    }

    /** A cut is kept, and all before. */
    record Stored(long number) implements OfCuts {}

    /**
     * Others have a page of the sender.
     *
     * @param gone whether the sender has it no longer
     * @param cut the cut that would have kept what is in it, if it is not known to; else 0
     */
    record Left(int page, boolean gone, long cut) implements OfCuts {}
}
