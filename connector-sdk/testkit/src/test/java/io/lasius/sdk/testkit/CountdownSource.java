package io.lasius.sdk.testkit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.json.Json;
import io.lasius.sdk.ConnectorMain;
import io.lasius.sdk.ReadRequest;
import io.lasius.sdk.Source;
import io.lasius.sdk.SourceStream;
import io.lasius.sdk.StreamOutput;
import io.lasius.sdk.config.Setting;
import java.io.IOException;
import java.util.List;

/** Counts down. As small as a source can be that resumes; the README shows it. */
final class CountdownSource implements Source<CountdownSource.Settings> {
  record Settings(
      @Setting(title = "Start", description = "The first number.", minimum = 1) long start) {}

  public static void main(String[] args) {
    System.exit(ConnectorMain.run(new CountdownSource(), args));
  }

  @Override
  public Class<Settings> configType() {
    return Settings.class;
  }

  @Override
  public void check(Settings settings) {
    // Where there is something to reach, try it here, and throw a ConfigException that says what is
    // wrong.
  }

  @Override
  public List<SourceStream> streams(Settings settings) {
    return List.of(new Countdown(settings.start()));
  }

  record Countdown(long start) implements SourceStream {
    @Override
    public CatalogStream description() {
      ObjectNode schema = Json.mapper().createObjectNode().put("type", "object");
      schema.putObject("properties").putObject("number").put("type", "integer");
      return CatalogStream.of("countdown", schema).incremental("number").withPrimaryKey("number");
    }

    @Override
    public void read(ReadRequest request, StreamOutput output) throws IOException {
      long next = request.position() == null ? start : request.position().path("next").asLong();
      for (; next >= 1; next--) {
        long number = next;
        output.record(data -> data.writeNumberField("number", number));
        if (output.stateDue() || next == 1) {
          output.state(Json.mapper().createObjectNode().put("next", next - 1));
        }
      }
    }
  }
}
