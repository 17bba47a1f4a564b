package io.lasius.server.attemptlog;

import java.time.Duration;

/**
 * How much of logs is kept.
 *
 * @param bytes longest log of an attempt
 * @param age how long a log, and what was set aside, is kept once it has ended
 * @param totalBytes most that the logs of all attempts take, compressed as they are
 */
public record LogLimits(long bytes, Duration age, long totalBytes) {}
