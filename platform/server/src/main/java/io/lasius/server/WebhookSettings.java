package io.lasius.server;

import java.time.Duration;

/**
 * How webhooks are delivered.
 *
 * @param timeout longest wait for a receiver, from the connection to the end of its answer
 * @param retryDelay wait after the first try; each further one triples it
 * @param maxRetryDelay longest such wait
 * @param giveUpAfter how long after its event a delivery is tried
 * @param atOnce how many are under way at once on a server; of one host a quarter of that, and one
 *     at least
 * @param age how long those that are delivered or given up are kept
 */
public record WebhookSettings(
    Duration timeout,
    Duration retryDelay,
    Duration maxRetryDelay,
    Duration giveUpAfter,
    int atOnce,
    Duration age) {
  private static final int MOST = 1000;

  static WebhookSettings of(SettingReader read) {
    return new WebhookSettings(
        read.duration("webhook-timeout", "10s"),
        read.duration("webhook-retry-delay", "5s"),
        read.duration("webhook-retry-delay-max", "1h"),
        read.duration("webhook-give-up-after", "24h"),
        (int) read.number("webhooks-at-once", 16, 1, MOST),
        read.duration("webhook-age", "30d"));
  }
}
