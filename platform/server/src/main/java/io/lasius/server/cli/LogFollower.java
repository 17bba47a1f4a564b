package io.lasius.server.cli;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Follows the logs of a job from attempt to attempt. */
final class LogFollower {
  /** A retry mostly comes after seconds or minutes. */
  private static final Pause PAUSE = new Pause(Duration.ofMillis(500));

  private final PlatformClient platform;
  private final AttemptLogView log;
  private final Console console;
  private final long job;
  private String told = "";

  LogFollower(PlatformClient platform, AttemptLogView log, Console console, long job) {
    this.platform = platform;
    this.log = log;
    this.console = console;
    this.job = job;
  }

  /**
   * Follows one attempt, or all from the last one on.
   *
   * @param attempts those that there are
   * @param wanted the number of the only one, from 1; null for all that come
   */
  void follow(List<AttemptView> attempts, @Nullable Integer wanted) throws InterruptedException {
    int index = (wanted == null ? Math.max(1, attempts.size()) : wanted) - 1;
    var known = attempts.size() > index ? attempts : awaitAttempt(index);
    while (known.size() > index) {
      console.say(awaitEnd(index).ending(job));
      if (wanted != null) {
        return;
      }
      index++;
      known = awaitAttempt(index);
    }
  }

  /** A log that nobody writes yet is like one that nobody writes any more. */
  private AttemptView awaitEnd(int index) throws InterruptedException {
    long offset = log.follow(index, 0);
    var attempt = AttemptView.of(platform, job).get(index);
    while (attempt.running()) {
      PAUSE.await();
      offset = log.follow(index, offset);
      attempt = AttemptView.of(platform, job).get(index);
    }
    return attempt;
  }

  /** The attempts once there is one more, or once there will be none. */
  private List<AttemptView> awaitAttempt(int index) throws InterruptedException {
    while (true) {
      // In this order: where the job has ended, its attempts are all there.
      var view = PlatformClient.bind(platform.get("the job", "/jobs/" + job), JobView.class);
      var attempts = AttemptView.of(platform, job);
      if (attempts.size() > index) {
        return attempts;
      }
      if (view.ended()) {
        console.say("job %d %s".formatted(job, view.status()));
        return attempts;
      }
      if (view.waitsFor() != null) {
        tell("job %d waits for %s".formatted(job, view.waitsForText()));
      }
      PAUSE.await();
    }
  }

  /** Once, while it stays the same. */
  private void tell(String what) {
    if (!what.equals(told)) {
      told = what;
      console.say(what);
    }
  }
}
