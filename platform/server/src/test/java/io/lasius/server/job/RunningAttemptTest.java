package io.lasius.server.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.protocol.message.FailureType;
import io.lasius.replication.FailureOrigin;
import io.lasius.replication.FailureReason;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class RunningAttemptTest {
  private final RunningAttempt attempt =
      new RunningAttempt(
          new JobLease(new Attempt.AttemptId(1, 1), UUID.randomUUID(), 1), System.nanoTime());

  @Test
  void cancelEndsWhatComesBeforeTheRecords() throws Exception {
    endsWhatComesBeforeTheRecords(RunningAttempt::cancel);
  }

  @Test
  void abortEndsWhatComesBeforeTheRecords() throws Exception {
    endsWhatComesBeforeTheRecords(running -> running.abort(reason()));
  }

  @Test
  void nothingBeginsOnceItIsToEnd() {
    attempt.cancel();

    assertThatThrownBy(() -> attempt.interruptibly(() -> "begun"))
        .isInstanceOf(InterruptedException.class);
  }

  @Test
  void interruptThatComesTooLateReachesNothingElse() throws Exception {
    var answer =
        attempt.interruptibly(() -> {
          attempt.cancel();
          return "done";
        });

    assertThat(answer).isEqualTo("done");
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void endThatIsAskedForBetweenTwoPartsInterruptsNobody() throws Exception {
    assertThat(attempt.<String, RuntimeException>interruptibly(() -> "done")).isEqualTo("done");

    attempt.cancel();

    assertThat(Thread.interrupted()).isFalse();
    assertThat(attempt.cancelled()).isTrue();
  }

  private void endsWhatComesBeforeTheRecords(Consumer<RunningAttempt> end) throws Exception {
    var begun = new CountDownLatch(1);
    var never = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var work =
          threads.submit(() ->
              attempt.interruptibly(() -> {
                begun.countDown();
                return never.await(20, TimeUnit.SECONDS);
              }));
      begun.await();

      end.accept(attempt);

      assertThatThrownBy(() -> work.get(10, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InterruptedException.class);
    }
  }

  private static FailureReason reason() {
    return FailureReason.now(
        FailureOrigin.PLATFORM, FailureType.TRANSIENT_ERROR, "the server is stopped", "");
  }
}
