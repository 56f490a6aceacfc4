package io.dipc.it.agent.apps;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.BuildInfoProvider;
import io.dipc.Distributed;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.Version;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** A program with a Hazelcast and a Netty of its own, beside a distributed queue. */
public final class OwnLibraries {

    @Distributed("own-libraries")
    private static final BlockingQueue<String> QUEUE = new LinkedBlockingQueue<>();

    private OwnLibraries() {}

    public static void main(String[] args) throws InterruptedException {
        QUEUE.put("through dipc");
        Config config = new Config().setClusterName("the program's own");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.logging.type", "none");
        config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
        config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
        HazelcastInstance own = Hazelcast.newHazelcastInstance(config);
        own.getMap("map").put("key", "through its own Hazelcast");
        ByteBuf buffer = Unpooled.copiedBuffer("through its own Netty", StandardCharsets.UTF_8);

        System.out.println(QUEUE.take());
        System.out.println(own.getMap("map").get("key") + " "
                + BuildInfoProvider.getBuildInfo().getVersion());
        System.out.println(buffer.toString(StandardCharsets.UTF_8) + " "
                + Version.identify().get("netty-buffer").artifactVersion());
        own.shutdown();
    }
}
