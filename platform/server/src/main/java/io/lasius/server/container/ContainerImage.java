package io.lasius.server.container;

import java.util.List;
import java.util.Map;

/**
 * A connector's image, as the engine holds it.
 *
 * @param name the name it was asked for by
 * @param id the digest of its configuration: another content has another id
 * @param entrypoint what it runs; may be empty
 * @param airbyteEntrypoint a shell command that runs it; may be empty
 * @param user the user it runs as: empty for root, a name or number, with a group or without
 */
public record ContainerImage(
    String name,
    String id,
    List<String> entrypoint,
    String airbyteEntrypoint,
    String user,
    Map<String, String> labels) {
  private static final String SUPPORTS_REFRESHES = "io.lasius.supports-refreshes";
  private static final String SUPPORTS_COUNT_QUERY = "io.lasius.supports-count-query";
  private static final String READ_ONLY_ROOT = "io.lasius.read-only-root";
  private static final String LOCAL_FOLDER = "io.lasius.local";

  public ContainerImage {
    entrypoint = List.copyOf(entrypoint);
    labels = Map.copyOf(labels);
  }

  /** Whether the destination replaces old data by generation. */
  public boolean supportsRefreshes() {
    return Boolean.parseBoolean(labels.get(SUPPORTS_REFRESHES));
  }

  /** Whether it counts records by a query. */
  public boolean supportsCountQuery() {
    return Boolean.parseBoolean(labels.get(SUPPORTS_COUNT_QUERY));
  }

  /** Whether it works on the operator's folder. */
  public boolean wantsLocalFolder() {
    return Boolean.parseBoolean(labels.get(LOCAL_FOLDER));
  }

  /** Whether it runs with a root file system that it cannot write to. */
  boolean bearsReadOnlyRoot() {
    return Boolean.parseBoolean(labels.getOrDefault(READ_ONLY_ROOT, "true"));
  }
}
