package io.lasius.server.schema;

import io.lasius.protocol.catalog.Catalog;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.protocol.catalog.StreamDescriptor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What differs between two catalogs of a source: the streams of the first in its order, then those
 * that only the second has. The order of streams is no difference.
 */
record CatalogDiff(List<StreamChange> streams) {
  CatalogDiff {
    streams = List.copyOf(streams);
  }

  static CatalogDiff between(Catalog before, Catalog after) {
    var old = byName(before);
    var present = byName(after);
    var changes = new ArrayList<StreamChange>();
    old.forEach((name, stream) -> {
      var now = present.get(name);
      if (now == null) {
        changes.add(new StreamChange.Removed(name));
      } else if (!now.equals(stream)) {
        changes.add(new StreamChange.Changed(stream, now));
      }
    });
    present.forEach((name, stream) -> {
      if (!old.containsKey(name)) {
        changes.add(new StreamChange.Added(stream));
      }
    });
    return new CatalogDiff(changes);
  }

  /** The same by the streams' names. */
  Map<StreamDescriptor, StreamChange> byStream() {
    var changes = new LinkedHashMap<StreamDescriptor, StreamChange>();
    streams.forEach(change -> changes.put(change.stream(), change));
    return changes;
  }

  private static Map<StreamDescriptor, CatalogStream> byName(Catalog catalog) {
    var streams = new LinkedHashMap<StreamDescriptor, CatalogStream>();
    catalog.streams().forEach(stream -> streams.putIfAbsent(stream.descriptor(), stream));
    return streams;
  }
}
