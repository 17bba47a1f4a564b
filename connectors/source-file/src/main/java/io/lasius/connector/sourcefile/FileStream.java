package io.lasius.connector.sourcefile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.StreamDescriptor;
import io.lasius.sdk.ConfigException;
import io.lasius.sdk.ReadRequest;
import io.lasius.sdk.SourceStream;
import io.lasius.sdk.StreamOutput;
import java.io.IOException;
import java.util.List;

/** A stream of one file, or of all. */
final class FileStream implements SourceStream {
  private final String name;
  private final List<DataFile> files;
  private final FileSourceConfig config;

  FileStream(String name, List<DataFile> files, FileSourceConfig config) {
    this.name = name;
    this.files = List.copyOf(files);
    this.config = config;
  }

  @Override
  public StreamDescriptor descriptor() {
    return StreamDescriptor.of(name);
  }

  /** The files are the cursor, and a full refresh can go on where it was. */
  @Override
  public CatalogStream description() throws ConfigException, IOException, InterruptedException {
    return CatalogStream.of(name, schema()).incremental();
  }

  @Override
  public void read(ReadRequest request, StreamOutput output)
      throws ConfigException, IOException, InterruptedException {
    ReadPositions positions = ReadPositions.of(request.position());
    files.forEach(positions::keep);
    JsonNode wanted = request.stream().stream().jsonSchema();
    JsonNode columns = wanted.path("properties").isEmpty() ? schema() : wanted;
    for (DataFile file : files) {
      new FileReading(file, positions, config, output).read(columns);
    }
    output.state(positions.toJson());
  }

  private ObjectNode schema() throws ConfigException, IOException, InterruptedException {
    return SchemaInference.of(files, config.format(), config.typeRows());
  }
}
