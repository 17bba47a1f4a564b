package io.lasius.server.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lasius.replication.ConnectorExit;
import io.lasius.replication.ConnectorProcess;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A source of one stream of rows 1 to 4, with a state after each second one. */
final class ModelSource implements ConnectorProcess {
  static final int ROWS = 4;

  private static final Pattern POSITION = Pattern.compile("\"at\":(\\d+)");

  private final String lines;
  private final boolean breaks;

  /**
   * Reads from a state on.
   *
   * @param breaks whether it ends after row 3
   */
  ModelSource(@Nullable String state, boolean breaks) {
    var position = POSITION.matcher(state == null ? "" : state);
    var text = new StringBuilder();
    for (int id = position.find() ? Integer.parseInt(position.group(1)) + 1 : 1; id <= ROWS; id++) {
      if (id == ROWS && breaks) {
        break;
      }
      text.append(
          "{\"type\":\"RECORD\",\"record\":{\"stream\":\"users\",\"data\":{\"id\":%d},\"emitted_at\":1}}\n"
              .formatted(id));
      if (id % 2 == 0) {
        text.append(
            "{\"type\":\"STATE\",\"state\":{\"type\":\"STREAM\",\"stream\":{\"stream_descriptor\":{\"name\":\"users\"},\"stream_state\":{\"at\":%d}}}}\n"
                .formatted(id));
      }
    }
    this.lines = text.toString();
    this.breaks = breaks;
  }

  @Override
  public ReadableByteChannel output() {
    return Channels.newChannel(new ByteArrayInputStream(lines.getBytes(UTF_8)));
  }

  @Override
  public InputStream errors() {
    return InputStream.nullInputStream();
  }

  @Override
  public WritableByteChannel input() {
    throw new IllegalStateException("a source reads nothing");
  }

  @Override
  public ConnectorExit awaitExit(Duration limit) {
    return new ConnectorExit(breaks ? 1 : 0, false);
  }

  @Override
  public void kill() {}

  @Override
  public void close() {}
}
