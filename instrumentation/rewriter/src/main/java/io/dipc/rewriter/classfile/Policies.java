package io.dipc.rewriter.classfile;

/**
 * What is to become, when a JVM dies, of what it holds: names of constants of the annotation's enums, and a number.
 *
 * @param onCrash name of an {@code OnCrash}
 * @param delivery name of a {@code Delivery}
 * @param execution name of an {@code Execution}
 * @param backups how many other members keep what is written to a region; empty where that is not said
 */
public record Policies(String onCrash, String delivery, String execution, String backups) {

    /** What the annotation says where it says nothing. */
    public static final Policies DEFAULT = new Policies("DEFAULT", "AT_MOST_ONCE", "AT_MOST_ONCE", "");

    /**
     * @param newOnCrash another one, or null
     * @param newDelivery another one, or null
     * @param newExecution another one, or null
     * @param newBackups another number, or null
     * @return these policies with those others
     */
    public Policies with(String newOnCrash, String newDelivery, String newExecution, String newBackups) {
        return new Policies(
                newOnCrash == null ? onCrash : newOnCrash,
                newDelivery == null ? delivery : newDelivery,
                newExecution == null ? execution : newExecution,
                newBackups == null ? backups : newBackups);
    }
}
