package io.lasius.server.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** With a clock that only the test moves. */
@Timeout(60)
final class TailWatchTest {
  private static final int LENGTH = 1_300_000;

  /** As an engine tells it of a container that has not ended. */
  private static final Duration LONG_AGO = Duration.ofDays(2_000 * 365);

  private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 1_000_000_000);
  private final ContainerOutput output;

  TailWatchTest() throws IOException {
    output = new FramingEngine(LENGTH, 30_000).output(clock::get);
  }

  @Test
  void believesAnEndThatCameWhileTheReaderKeptUp() throws Exception {
    var watch = watch(() -> false);
    pass(1_700);
    read(1_100_000);
    watch.look();
    pass(1_700);
    readToTheEnd();
    watch.exited();

    assertBelieved(watch);
  }

  @Test
  void believesAnEndThatCameLongBeforeTheExitWasTold() throws Exception {
    var watch = watch(() -> false);
    pass(100);
    readToTheEnd();
    pass(5_000);
    watch.look();
    watch.exited();

    assertBelieved(watch);
  }

  @Test
  void believesAnEndWithLessThanWouldHaveBeenInTheWay() throws Exception {
    var watch = watch(() -> false);
    pass(400);
    read(LENGTH - (int) TailWatch.ON_THE_WAY + 1);
    watch.look();
    pass(5_000);
    readToTheEnd();
    watch.exited();

    assertBelieved(watch);
  }

  @Test
  void doubtsAnEndThatCameAfterNobodyLookedForLong() throws Exception {
    var watch = watch(() -> false);
    pass(TailWatch.GIVEN_UP.toMillis());
    readToTheEnd();
    watch.exited();

    assertDoubted(watch);
  }

  /** It ended 700 ms before its output, though nobody has seen it run for long. */
  @Test
  void believesAnEndThatCameSoonByTheClockOfTheEngine() throws Exception {
    var watch = watch(() -> false, Duration.ofSeconds(1));
    pass(5_000);
    readToTheEnd();
    pass(300);
    watch.exited();

    assertBelieved(watch);
  }

  @Test
  void doubtsAnEndThatCameLateByTheClockOfTheEngine() throws Exception {
    var watch = watch(() -> false, TailWatch.GIVEN_UP.plusMillis(300));
    pass(5_000);
    readToTheEnd();
    pass(300);
    watch.exited();

    assertDoubted(watch);
  }

  @Test
  void doubtsItStillWhereItLooksAgainOnceAllIsRead() throws Exception {
    var watch = watch(() -> false);
    pass(5_000);
    watch.look();
    readToTheEnd();
    for (int look = 0; look < 3; look++) {
      pass(400);
      watch.look();
    }
    watch.exited();

    assertDoubted(watch);
  }

  @Test
  void asksTheEngineWhereNobodyLookedForLongThoughTheReaderKeepsUp() throws Exception {
    var watch = watch(() -> true);
    pass(5_000);
    read(1_100_000);
    watch.look();
    pass(1_000);
    readToTheEnd();
    watch.exited();

    assertBelieved(watch);
  }

  @Test
  void takesWhatIsLeftOfAContainerThatDoesNotRun() throws Exception {
    var watch = watch(() -> false);

    watch.look();

    while (output.endedAt().isEmpty()) {
      assertThat(Thread.interrupted()).as("the limit is over").isFalse();
    }
    assertThat(output.taken()).isEqualTo(LENGTH);
    watch.exited();
    assertBelieved(watch);
    readToTheEnd();
  }

  @Test
  void countsAnAnswerThatComesLate() throws Exception {
    var answered = new CountDownLatch(1);
    var watch =
        watch(() -> {
          pass(1_700);
          answered.await();
          return true;
        });
    pass(1_000);
    watch.look();
    readToTheEnd();
    watch.exited();

    answered.countDown();

    assertBelieved(watch);
  }

  @Test
  void doesNotAskAnEngineForEverThatHangs() throws Exception {
    var engine = new FramingEngine(0, 1).holding();
    var asked = new AtomicInteger();
    var answered = new CountDownLatch(1);
    var watch =
        new TailWatch(
            "c",
            word(
                () -> {
                  asked.incrementAndGet();
                  answered.await();
                  return true;
                },
                LONG_AGO),
            engine.output(clock::get),
            clock::get,
            clock.get());
    pass(5_000);

    for (int look = 0; look < 8; look++) {
      watch.look();
    }

    assertThat(asked).hasValue(4);
    answered.countDown();
    engine.close();
  }

  private TailWatch watch(Callable<Boolean> runs) {
    return watch(runs, LONG_AGO);
  }

  private TailWatch watch(Callable<Boolean> runs, Duration endedAgo) {
    return new TailWatch("c", word(runs, endedAgo), output, clock::get, clock.get());
  }

  private static TailWatch.Word word(Callable<Boolean> runs, Duration endedAgo) {
    return new TailWatch.Word() {
      @Override
      public boolean isRunning() throws EngineException {
        try {
          return runs.call();
        } catch (Exception e) {
          throw EngineException.unreachable("nobody answers", e);
        }
      }

      @Override
      public Duration endedAgo() {
        return endedAgo;
      }
    };
  }

  private void pass(long millis) {
    clock.addAndGet(Duration.ofMillis(millis).toNanos());
  }

  private void read(int bytes) throws IOException {
    var into = ByteBuffer.allocate(bytes);
    while (into.hasRemaining()) {
      assertThat(output.read(into)).isPositive();
    }
  }

  private void readToTheEnd() throws IOException {
    var into = ByteBuffer.allocate(1 << 16);
    while (output.read(into.clear()) >= 0) {
      assertThat(into.position()).isPositive();
    }
  }

  private static void assertBelieved(TailWatch watch) {
    assertThatCode(watch::confirm).doesNotThrowAnyException();
  }

  private static void assertDoubted(TailWatch watch) {
    assertThatThrownBy(watch::confirm)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the end of the output of c may be missing");
  }
}
