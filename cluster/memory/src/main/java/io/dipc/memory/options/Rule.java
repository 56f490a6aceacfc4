package io.dipc.memory.options;

/**
 * What the protocol rests on. Each can be switched off, for the controls of the simulation only: without any of them it
 * must find a violation.
 */
public enum Rule {
    /** A message of a view before the one in which its stripe was last rebuilt is refused. */
    REFUSE_OLDER_VIEWS,
    /** A grant older than what was seen of the page is not installed. */
    INSTALL_NO_OLDER_DATA,
    /** An invalidation of a grant in flight is answered when that was installed. */
    ANSWER_AFTER_THE_GRANT,
    /** A page is given up when those that waited for it have used it. */
    USABLE_ONCE,
    /** A writer waits for the acknowledgements of all invalidations. */
    WAIT_FOR_ACKNOWLEDGEMENTS,
    /** The next transaction of a page begins when the confirmation of a write has come. */
    WAIT_FOR_CONFIRMATION,
    /** Whoever sends a page away keeps it until receipt is confirmed. */
    KEEP_WHAT_WAS_SENT,
    /** What was sent away is revived only if the receiver never had it. */
    ASK_THE_RECEIVER,
    /** A page is known to be touched before it is written for the first time. */
    TOUCH_BEFORE_USE,
    /** A page returns to the last cut only if nobody has seen anything of its owner since. */
    REVERT_ONLY_WHAT_NOBODY_SAW,
    /** A backup forgets what its owner has not got any more. */
    FORGET_WHAT_LEFT,
    /** Nobody has had a page since the cut to which it returns. */
    ASK_EVERYBODY,
    /** What a member has given up counts in the next rebuild; then no more, nor what was sent to who has been lost since. */
    FORGET_WHAT_IS_PAST,
    /** What went to a member that was lost counts only if nobody has got anything that it wrote after its last cut. */
    RETURN_ONLY_BEHIND_A_CUT,
    /** With several backups a backup keeps what its owner has given away, until the owner enters the next view. */
    KEEP_WHAT_LEFT,
    /** With several backups what a member wrote and gave away before a cut is in that cut. */
    CUT_WHAT_LEFT,
    /** With several backups a member's cuts say whose later writes it has seen; a release waits for that, too. */
    TELL_WHAT_WAS_SEEN,
    /** With several backups whoever gets a page from a member that did not write it knows whose writes are in no cut yet. */
    TELL_WHOSE_WRITES,
    /** Of several members that are lost together all must be known as of a cut, or none of their cuts counts. */
    COUNT_ALL_OR_NONE,
    /** Members that are lost in two views count as lost together only if nobody has heard of the second ones in between. */
    COUNT_AGAIN_ONLY_THE_SILENT,
    /** A member whose lease is over uses nothing that it has. */
    EXPIRE
}
