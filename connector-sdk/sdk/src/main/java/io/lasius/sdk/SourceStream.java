package io.lasius.sdk;

import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.StreamDescriptor;
import java.io.IOException;

/** A stream that a source offers. */
public interface SourceStream {
  /**
   * Name, schema, sync modes and keys, as discover shows them. A read asks for no more than {@link
   * #descriptor()}.
   */
  CatalogStream description() throws ConnectorException, IOException, InterruptedException;

  /**
   * The stream's name. Where finding the schema takes long, such as a look at all rows, this is to
   * be told without it.
   */
  default StreamDescriptor descriptor()
      throws ConnectorException, IOException, InterruptedException {
    return description().descriptor();
  }

  /**
   * Reads the stream, from the position of the request, to its end.
   *
   * <p>Whoever calls {@link StreamOutput#state} says that a later read from there needs none of the
   * records before. A stream that throws is told as incomplete, and the others are still read.
   */
  void read(ReadRequest request, StreamOutput output)
      throws ConnectorException, IOException, InterruptedException;
}
