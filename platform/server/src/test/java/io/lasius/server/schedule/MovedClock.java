package io.lasius.server.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Stands still until the test moves it. */
final class MovedClock implements InstantSource {
  private volatile Instant now;

  MovedClock(String now) {
    set(now);
  }

  @Override
  public Instant instant() {
    return now;
  }

  void set(String time) {
    now = Instant.parse(time);
  }

  void move(Duration by) {
    now = now.plus(by);
  }
}
