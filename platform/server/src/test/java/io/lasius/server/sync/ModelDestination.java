package io.lasius.server.sync;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import io.lasius.replication.ConnectorExit;
import io.lasius.replication.ConnectorProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A destination of one stream as the protocol describes it: what each mode means, with generations
 * and without. It runs on the thread that writes to it.
 */
final class ModelDestination implements ConnectorProcess {
  /** What outlives a write: the stream's rows by id, and those that are to take their place. */
  static final class Warehouse {
    private List<Long> rows = new ArrayList<>();
    private String tag = "";
    private @Nullable List<Long> replacement;
    private String replacementTag = "";

    List<Long> rows() {
      return List.copyOf(rows);
    }
  }

  private final Warehouse warehouse;
  private final boolean refreshes;
  private final String mode;
  private final String tag;
  private final boolean replaces;
  private final List<Long> pending = new ArrayList<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final Pipe output;
  private boolean open = true;

  ModelDestination(Warehouse warehouse, JsonNode stream, boolean refreshes) throws IOException {
    this.warehouse = warehouse;
    this.refreshes = refreshes;
    this.mode = stream.path("destination_sync_mode").asText();
    this.tag = stream.path("generation_id") + " of " + stream.path("sync_id");
    this.replaces =
        refreshes ? stream.path("minimum_generation_id").asLong() > 0 : mode.equals("overwrite");
    this.output = Pipe.open();
    begin(stream.path("generation_id") + " of ");
  }

  private void begin(String generation) {
    boolean goesOn = refreshes && warehouse.replacementTag.equals(tag);
    if (replaces && !goesOn) {
      warehouse.replacement = warehouse.tag.equals(tag) && refreshes ? null : new ArrayList<>();
      warehouse.replacementTag = tag;
    } else if (!replaces && warehouse.replacement != null) {
      if (warehouse.replacementTag.startsWith(generation)) {
        warehouse.rows.addAll(warehouse.replacement);
      }
      warehouse.replacement = null;
    }
  }

  private int write(ByteBuffer source) throws IOException {
    if (!open) {
      throw new ClosedChannelException();
    }
    int length = source.remaining();
    while (source.hasRemaining()) {
      byte next = source.get();
      if (next == '\n') {
        take(line.toString(UTF_8));
        line.reset();
      } else {
        line.write(next);
      }
    }
    return length;
  }

  private void take(String text) throws IOException {
    var message = Json.parse(text);
    switch (message.path("type").asText()) {
      case "RECORD" -> pending.add(message.path("record").path("data").path("id").asLong());
      case "STATE" -> {
        pending.forEach(this::put);
        pending.clear();
        output.sink().write(ByteBuffer.wrap((text + "\n").getBytes(UTF_8)));
      }
      default -> complete();
    }
  }

  private void put(long id) {
    var target = warehouse.replacement == null ? warehouse.rows : warehouse.replacement;
    boolean byKey = !mode.equals("append") && !mode.equals("overwrite");
    if (!byKey || !target.contains(id)) {
      target.add(id);
    }
  }

  private void complete() {
    if (warehouse.replacement != null) {
      warehouse.rows = warehouse.replacement;
      warehouse.replacement = null;
      warehouse.tag = tag;
    }
  }

  /** The end of its input. */
  private void end() throws IOException {
    if (open && !refreshes) {
      complete();
    }
    kill();
  }

  @Override
  public ReadableByteChannel output() {
    return output.source();
  }

  @Override
  public InputStream errors() {
    return InputStream.nullInputStream();
  }

  @Override
  public WritableByteChannel input() {
    return new WritableByteChannel() {
      @Override
      public int write(ByteBuffer source) throws IOException {
        return ModelDestination.this.write(source);
      }

      @Override
      public boolean isOpen() {
        return open;
      }

      @Override
      public void close() throws IOException {
        end();
      }
    };
  }

  @Override
  public ConnectorExit awaitExit(Duration limit) {
    return new ConnectorExit(0, false);
  }

  @Override
  public void kill() {
    open = false;
    try {
      output.sink().close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    kill();
  }
}
