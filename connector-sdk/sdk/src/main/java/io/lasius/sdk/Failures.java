package io.lasius.sdk;

import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.protocol.message.ErrorTrace;
import io.lasius.protocol.message.FailureType;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells what went wrong, without the configuration's secrets. */
final class Failures {
  private final MessageOutput output;
  private final Redaction redaction;
  private final InstantSource clock = InstantSource.system();

  Failures(MessageOutput output, Redaction redaction) {
    this.output = output;
    this.redaction = redaction;
  }

  /**
   * Tells a failure.
   *
   * @param stream the stream that was under way; null where none was
   */
  void tell(Throwable failure, @Nullable StreamDescriptor stream) throws IOException {
    StreamDescriptor owner =
        failure instanceof ConnectorException known ? known.stream().orElse(stream) : stream;
    var error =
        new ErrorTrace.ConnectorError(
            redaction.apply(message(failure)),
            redaction.apply(String.valueOf(root(failure))),
            redaction.apply(stackTrace(failure)),
            type(failure),
            owner,
            Map.of());
    output.write(new ErrorTrace(BigDecimal.valueOf(clock.millis()), error, Map.of()));
  }

  private static FailureType type(Throwable failure) {
    return failure instanceof ConnectorException known
        ? switch (known) {
          case ConfigException _ -> FailureType.CONFIG_ERROR;
          case TransientException _ -> FailureType.TRANSIENT_ERROR;
        }
        : FailureType.SYSTEM_ERROR;
  }

  private static String message(Throwable failure) {
    String message = failure.getMessage();
    if (failure instanceof ConnectorException
        || failure instanceof UndeliverableException
        || failure instanceof UsageException) {
      return String.valueOf(message);
    }
    String name = failure.getClass().getSimpleName();
    return message == null || message.isBlank()
        ? "the connector failed with a " + name
        : "the connector failed with a %s: %s".formatted(name, message);
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private static String stackTrace(Throwable failure) {
    var text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
