package io.lasius.server.container;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a fuzzer begins with, and what one has found, holds in every build. */
final class AttachInputsTest {
  @ParameterizedTest
  @MethodSource("inputs")
  void thePayloadComesOutOrWhatIsWrongIsSaid(Path input) throws IOException {
    new AttachFuzz().givesThePayloadOrSaysWhatIsWrong(Files.readAllBytes(input));
  }

  static List<Path> inputs() throws IOException, URISyntaxException {
    var folder =
        AttachInputsTest.class.getResource("AttachFuzzInputs/givesThePayloadOrSaysWhatIsWrong");
    try (var files = Files.list(Path.of(Objects.requireNonNull(folder).toURI()))) {
      return files.sorted().toList();
    }
  }
}
