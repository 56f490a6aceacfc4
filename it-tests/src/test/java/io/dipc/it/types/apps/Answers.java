package io.dipc.it.types.apps;

import io.dipc.Distributed;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/** A JVM with the argument {@code ask} asks two questions; one without answers them, wherever it is told to. */
public final class Answers {

    @Distributed("questions")
    private static final BlockingQueue<Question> QUESTIONS = new LinkedBlockingQueue<>();

    /**
     * @param text what is asked
     * @param answers where the answer goes
     * @param done released when it is there
     */
    private record Question(String text, BlockingQueue<String> answers, Semaphore done) {}

    private Answers() {}

    public static void main(String[] args) throws InterruptedException {
        System.out.println("ready");
        if (args.length == 0) {
            for (int i = 0; i < 2; i++) {
                Question question = QUESTIONS.take();
                question.answers.put("answer to " + question.text);
                question.done.release();
            }
            return;
        }
        @Distributed("answers")
        BlockingQueue<String> answers = new ArrayBlockingQueue<>(1);
        @Distributed("done")
        Semaphore done = new Semaphore(0);
        for (String text : new String[] {"one", "two"}) {
            QUESTIONS.put(new Question(text, answers, done));
            done.acquire();
            System.out.println(answers.poll());
        }
    }
}
