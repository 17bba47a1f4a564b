package io.lasius.protocol.wire;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a fuzzer begins with, and what one has found, holds in every build. */
final class FuzzInputsTest {
  @ParameterizedTest
  @MethodSource("readerInputs")
  void theReaderSeesWhatTheJudgeSees(Path input) throws IOException {
    new MessageReaderFuzz().seesInEachLineWhatTheJudgeSees(Files.readAllBytes(input));
  }

  @ParameterizedTest
  @MethodSource("spliceInputs")
  void aChangeIsWhatWasAskedForAndNothingElse(Path input) throws IOException {
    new SpliceFuzz().changesWhatWasAskedForAndNothingElse(Files.readAllBytes(input));
  }

  static List<Path> readerInputs() throws IOException, URISyntaxException {
    return inputs("MessageReaderFuzzInputs/seesInEachLineWhatTheJudgeSees");
  }

  static List<Path> spliceInputs() throws IOException, URISyntaxException {
    return inputs("SpliceFuzzInputs/changesWhatWasAskedForAndNothingElse");
  }

  private static List<Path> inputs(String folder) throws IOException, URISyntaxException {
    var path = Path.of(Objects.requireNonNull(FuzzInputsTest.class.getResource(folder)).toURI());
    try (var files = Files.list(path)) {
      return files.sorted().toList();
    }
  }
}
