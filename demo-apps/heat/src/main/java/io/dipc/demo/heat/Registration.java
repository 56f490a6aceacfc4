package io.dipc.demo.heat;

import java.util.concurrent.BlockingQueue;

/**
 * A worker that wants to have work.
 *
 * @param worker its name
 * @param inbox where it waits for rows
 */
record Registration(String worker, BlockingQueue<Rows> inbox) {}
