package io.lasius.server.job;

import io.lasius.server.http.Form;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a job would do, on its way out. Nothing is done. */
record JobPreview(
    UUID connectionId,
    @Form(oneOf = {"sync", "refresh", "reset"}) String jobType,
    boolean dryRun,
    List<StreamPreview> streams)
    implements JobAnswer {
  JobPreview {
    streams = List.copyOf(streams);
  }

  /**
   * What would become of a stream.
   *
   * @param effect {@code cleared}: all its data goes; {@code replaced}: all its data goes once the
   *     source was read anew; {@code kept}: its data stays, and what the source still has comes
   *     again; {@code continued}: what is new comes
   * @param generation of its data now; 0 before the first
   * @param records at the destination as last counted: committed since the data was last replaced.
   *     A destination that deduplicates has fewer
   */
  record StreamPreview(
      String streamName,
      @Nullable String streamNamespace,
      @Form(oneOf = {"cleared", "replaced", "kept", "continued"}) String effect,
      long generation,
      long records) {}
}
