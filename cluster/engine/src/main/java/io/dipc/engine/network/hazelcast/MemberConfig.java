package io.dipc.engine.network.hazelcast;

import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.ConfigAccessor;
import com.hazelcast.config.MetricsConfig;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.logging.Logger;
import com.hazelcast.spi.properties.ClusterProperty;
import com.hazelcast.spi.properties.HazelcastProperty;
import io.dipc.engine.ClusterOptions;
import io.dipc.engine.Quorum;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.UUID;

/**
 * How Hazelcast is configured: small, quick to start, silent. What matters is set explicitly, since Hazelcast fills what
 * is not set from the system properties, which are the application's.
 */
final class MemberConfig {

    /** Attribute of a member: the name to show to people. */
    static final String NAME = "dipc.name";
    /** Attribute of a member: whether it hosts objects. */
    static final String HOSTS = "dipc.hosts";
    /** Attribute of a member: the file that it has locked for as long as it lives. */
    static final String ENTRY = "dipc.entry";

    /** Attribute of a member: the first session of its JVM. */
    static final String SESSION = "dipc.session";
    /** Attribute of a member: who decides who is in the cluster. That of the oldest counts. */
    static final String QUORUM = "dipc.quorum";

    private static final int CONNECT_SECONDS = 3;
    private static final int RECONNECT_MILLIS = 50;
    private static final int PATIENT_DETECTIONS = 4;
    /** Half of the time that a newcomer waits to be let in. */
    private static final Duration LONGEST_PATIENCE = Duration.ofSeconds(30);

    private MemberConfig() {}

    static Config of(ClusterOptions options, ListeningSocket socket, String entry) {
        // The first factory made becomes that of Hazelcast's static loggers.
        Logger.newLoggerFactory("slf4j");
        Config config = new Config();
        config.setClusterName(options.clusterName());
        config.setClassLoader(MemberConfig.class.getClassLoader());
        setProperties(config, options);
        shield(config);
        setNetwork(config.getAdvancedNetworkConfig(), options, socket);
        // No maps, queues and the like: nothing but membership is used, and classes not loaded start quicker.
        ConfigAccessor.getServicesConfig(config).setEnableDefaults(false);
        config.setMetricsConfig(new MetricsConfig().setEnabled(false));
        config.getJetConfig().setEnabled(false);
        config.getMemberAttributeConfig()
                .setAttribute(NAME, options.memberName())
                .setAttribute(HOSTS, Boolean.toString(options.role().hosts()))
                .setAttribute(ENTRY, entry)
                .setAttribute(SESSION, Long.toHexString(newSession()))
                .setAttribute(QUORUM, options.quorum().name());
        return config;
    }

    /** The id of a session that there has never been. */
    static long newSession() {
        UUID random = UUID.randomUUID();
        return (random.getMostSignificantBits() ^ random.getLeastSignificantBits()) | 1;
    }

    private static void setNetwork(AdvancedNetworkConfig network, ClusterOptions options, ListeningSocket socket) {
        // The advanced form listens for members only: no clients, no REST, no memcache.
        network.setEnabled(true);
        ServerSocketEndpointConfig endpoint = new ServerSocketEndpointConfig()
                .setPort(socket.address().getPort())
                .setPortAutoIncrement(false)
                .setReuseAddress(true);
        // The property of the same name is not used for these. Without a limit an attempt that began while the network
        // was
        // cut goes on, at the longer and longer intervals of TCP, after it has healed, and nobody begins another one.
        endpoint.setSocketConnectTimeoutSeconds(CONNECT_SECONDS);
        // Not 0 (reset), as is Hazelcast's default: the JDK then closes a socket when its selector next wakes up, up to
        // 5 s later, and meanwhile the other end writes to a connection that is none any more.
        endpoint.setSocketLingerSeconds(-1);
        network.setMemberEndpointConfig(endpoint);
        Joiners.configure(network.getJoin(), options);
    }

    private static void setProperties(Config config, ClusterOptions options) {
        set(config, ClusterProperty.LOGGING_TYPE, "slf4j");
        set(config, ClusterProperty.LOGGING_ENABLE_DETAILS, "false");
        set(config, ClusterProperty.LOG_EMOJI_ENABLED, "false");
        set(config, ClusterProperty.PHONE_HOME_ENABLED, "false");
        set(config, ClusterProperty.SHUTDOWNHOOK_ENABLED, "false");
        set(config, ClusterProperty.ENABLE_JMX, "false");
        set(config, ClusterProperty.MOBY_NAMING_ENABLED, "false");
        set(config, ClusterProperty.HEALTH_MONITORING_LEVEL, "OFF");
        set(config, ClusterProperty.SLOW_OPERATION_DETECTOR_ENABLED, "false");
        set(config, ClusterProperty.INITIAL_MIN_CLUSTER_SIZE, "0");
        set(config, ClusterProperty.INITIAL_WAIT_SECONDS, "0");

        set(config, ClusterProperty.SOCKET_BIND_ANY, "false");
        set(config, ClusterProperty.SOCKET_SERVER_BIND_ANY, "false");
        set(config, ClusterProperty.SOCKET_CLIENT_BIND_ANY, "false");
        set(config, ClusterProperty.SOCKET_CLIENT_BIND, "true");
        set(config, ClusterProperty.SOCKET_NO_DELAY, "true");
        set(config, ClusterProperty.SOCKET_BUFFER_DIRECT, "true");
        set(config, ClusterProperty.SOCKET_CONNECT_TIMEOUT_SECONDS, Integer.toString(CONNECT_SECONDS));
        set(config, ClusterProperty.SOCKET_SEND_BUFFER_SIZE, "256");
        set(config, ClusterProperty.SOCKET_RECEIVE_BUFFER_SIZE, "256");
        set(config, ClusterProperty.CHANNEL_COUNT, "1");

        // Nothing is stored in partitions; few threads do what membership needs.
        set(config, ClusterProperty.PARTITION_COUNT, "2");
        set(config, ClusterProperty.PARTITION_OPERATION_THREAD_COUNT, "1");
        set(config, ClusterProperty.GENERIC_OPERATION_THREAD_COUNT, "2");
        set(config, ClusterProperty.PRIORITY_GENERIC_OPERATION_THREAD_COUNT, "1");
        set(config, ClusterProperty.RESPONSE_THREAD_COUNT, "1");
        set(config, ClusterProperty.EVENT_THREAD_COUNT, "1");
        set(config, ClusterProperty.IO_THREAD_COUNT, "1");
        set(config, ClusterProperty.IO_INPUT_THREAD_COUNT, "1");
        set(config, ClusterProperty.IO_OUTPUT_THREAD_COUNT, "1");
        set(config, ClusterProperty.IO_BALANCER_INTERVAL_SECONDS, "20");
        set(config, ClusterProperty.IO_WRITE_THROUGH_ENABLED, "true");
        // Whenever two threads want to write at once, Hazelcast leaves all writing to its own thread for that long:
        // each
        // frame then wakes it up, and the next one that comes before it has written prolongs that. One thread at a time
        // sends our frames.
        set(config, ClusterProperty.CONCURRENT_WINDOW_MS, "0");
        set(config, "hazelcast.operation.responsequeue.idlestrategy", "block");

        set(config, ClusterProperty.WAIT_SECONDS_BEFORE_JOIN, "0");
        set(config, ClusterProperty.MAX_WAIT_SECONDS_BEFORE_JOIN, "0");
        set(config, ClusterProperty.ASYNC_JOIN_STRATEGY_ENABLED, "true");
        set(config, ClusterProperty.CONNECT_ALL_WAIT_SECONDS, "0");
        set(config, ClusterProperty.MAX_JOIN_SECONDS, "60");
        set(config, ClusterProperty.MERGE_FIRST_RUN_DELAY_SECONDS, "2");
        set(config, ClusterProperty.MERGE_NEXT_RUN_DELAY_SECONDS, "2");
        set(config, ClusterProperty.GRACEFUL_SHUTDOWN_MAX_WAIT, "1");

        set(config, ClusterProperty.HEARTBEAT_INTERVAL_SECONDS, seconds(options.heartbeat()));
        set(config, ClusterProperty.MAX_NO_HEARTBEAT_SECONDS, seconds(patience(options)));
        set(config, ClusterProperty.HEARTBEAT_FAILURE_DETECTOR_TYPE, "deadline");
        // Of the oldest member's end the others learn at different times. The next one asks them for their consent as
        // many
        // times as the "timeout" says, at pauses that grow to this one; in any case for that many seconds, if it takes
        // more
        // than 5 s to ask so often. Who has not given it by then is excluded.
        set(config, ClusterProperty.INVOCATION_RETRY_PAUSE, "1000");
        set(
                config,
                ClusterProperty.MASTERSHIP_CLAIM_TIMEOUT_SECONDS,
                Long.toString(30 + 2 * options.detection().toSeconds()));
        set(config, ClusterProperty.PARTIAL_MEMBER_DISCONNECTION_RESOLUTION_HEARTBEAT_COUNT, "3");
        set(config, ClusterProperty.MEMBER_LIST_PUBLISH_INTERVAL_SECONDS, "5");
        set(config, ClusterProperty.CONNECTION_MONITOR_INTERVAL, Integer.toString(RECONNECT_MILLIS));
        set(config, ClusterProperty.CONNECTION_MONITOR_MAX_FAULTS, Long.toString(refusals(options)));
    }

    /**
     * After how long Hazelcast drops a silent member. Where views are decided by majority, they say who is out. Frames find
     * a member that Hazelcast still lists as soon as it can be reached again; one that it has dropped has to join again,
     * which ends all of its connections. It is dropped at last, since while Hazelcast waits for a member that leads its list,
     * nobody can join.
     */
    private static Duration patience(ClusterOptions options) {
        Duration detection = options.detection();
        if (options.quorum() == Quorum.NONE || detection.compareTo(LONGEST_PATIENCE) >= 0) {
            return detection;
        }
        Duration longer = detection.multipliedBy(PATIENT_DETECTIONS);
        return longer.compareTo(LONGEST_PATIENCE) < 0 ? longer : LONGEST_PATIENCE;
    }

    /** How many refused connections make Hazelcast drop a member; see {@link #patience}. */
    private static long refusals(ClusterOptions options) {
        return options.quorum() == Quorum.NONE ? 2 : options.detection().toMillis() / RECONNECT_MILLIS;
    }

    /** Gives their defaults to the properties that the application has set for a Hazelcast of its own. */
    private static void shield(Config config) {
        for (Field field : ClusterProperty.class.getFields()) {
            if (field.getType() == HazelcastProperty.class) {
                HazelcastProperty property = propertyIn(field);
                String name = property.getName();
                boolean foreign = !config.getProperties().containsKey(name) && System.getProperty(name) != null;
                if (foreign && property.getDefaultValue() != null) {
                    config.setProperty(name, property.getDefaultValue());
                }
            }
        }
    }

    private static HazelcastProperty propertyIn(Field field) {
        try {
            return (HazelcastProperty) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot read public constant " + field, e);
        }
    }

    /** Hazelcast counts in whole seconds. */
    private static String seconds(Duration duration) {
        return Long.toString(Math.max(1, duration.plusMillis(999).toSeconds()));
    }

    private static void set(Config config, HazelcastProperty property, String value) {
        config.setProperty(property.getName(), value);
    }

    private static void set(Config config, String property, String value) {
        config.setProperty(property, value);
    }
}
