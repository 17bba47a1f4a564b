package io.lasius.server.job;

import io.lasius.protocol.message.FailureType;
import io.lasius.replication.FailureOrigin;
import io.lasius.replication.FailureReason;
import io.lasius.server.container.ConnectorContainer;
import io.lasius.server.container.ContainerLabels;
import io.lasius.server.http.Form;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An attempt on its way out.
 *
 * @param figures what it took; absent where its server was lost
 * @param verdict absent while it runs, and where its server was lost
 */
record AttemptResponse(
    int attempt,
    @Form(words = AttemptStatus.class) String status,
    @Form(format = "date-time") String startTime,
    @Form(format = "date-time") @Nullable String endTime,
    List<AttemptStreamResponse> streams,
    List<String> differences,
    List<FailureResponse> failures,
    List<ContainerResponse> containers,
    @Nullable AttemptVerdict verdict,
    long recordsOfUnknownStreams,
    long recordsUnreadable,
    long errorsLoggedBySource,
    long errorsLoggedByDestination,
    @Nullable FiguresResponse figures) {

  /**
   * On the wire.
   *
   * @param time when it was noticed
   * @param streamName the only one that it is about; absent where there are several, or none is
   *     known
   */
  record FailureResponse(
      @Form(words = FailureOrigin.class) String origin,
      @Form(words = FailureType.class) String type,
      String message,
      String detail,
      @Form(format = "date-time") String time,
      @Nullable String streamName,
      @Nullable String streamNamespace) {
    static FailureResponse of(FailureReason reason) {
      var stream = reason.stream();
      return new FailureResponse(
          reason.origin().name().toLowerCase(Locale.ROOT),
          reason.type().name().toLowerCase(Locale.ROOT),
          reason.message(),
          reason.detail(),
          reason.time().toString(),
          stream == null ? null : stream.name(),
          stream == null ? null : stream.namespace());
    }
  }

  /** On the wire. */
  record ContainerResponse(String role, String name, String state) {
    static ContainerResponse of(ConnectorContainer container) {
      return new ContainerResponse(
          container.labels().getOrDefault(ContainerLabels.ROLE, ""),
          container.name(),
          container.state());
    }
  }
}
