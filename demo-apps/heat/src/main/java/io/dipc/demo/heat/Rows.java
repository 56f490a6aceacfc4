package io.dipc.demo.heat;

import java.io.Serializable;

/**
 * Rows to compute.
 *
 * @param step the step, from 1
 * @param first the first row
 * @param last the last row; before the first one if there are none, which means that all is finished
 */
record Rows(int step, int first, int last) implements Serializable {

    boolean isEmpty() {
        return last < first;
    }
}
