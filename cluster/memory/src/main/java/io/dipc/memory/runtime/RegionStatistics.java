package io.dipc.memory.runtime;

/**
 * What has happened to a region in one JVM since it uses it.
 *
 * @param readFaults how often a thread had to wait to read
 * @param writeFaults how often a thread had to wait to write
 * @param bytesReceived of pages that came from other members
 * @param bytesSent of pages that went to other members, their backups included
 */
public record RegionStatistics(long readFaults, long writeFaults, long bytesReceived, long bytesSent) {}
