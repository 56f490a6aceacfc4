package io.dipc.it.agent.apps;

/** A program without distributed objects. */
public final class Hello {

    private Hello() {}

    public static void main(String[] args) {
        System.out.println("hello");
    }
}
