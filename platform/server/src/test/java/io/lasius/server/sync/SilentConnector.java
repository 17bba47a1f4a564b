package io.lasius.server.sync;

import io.lasius.server.Operator;
import io.lasius.server.ShellConnector;
import java.io.IOException;

/** A source of one record that is silent for a time before its state: it works, or it hangs. */
final class SilentConnector {
  static final String STREAM = "reports";

  private static final String NAME = "source-quiet";

  private static final String BEHAVIOUR =
      """
      case $1 in
      spec)
        echo '{"type":"SPEC","spec":{"connectionSpecification":{"type":"object",
          "properties":{"works":{"type":"integer"}}}}}' | tr -d '\\n'
        echo ;;
      check)
        echo '{"type":"CONNECTION_STATUS","connectionStatus":{"status":"SUCCEEDED"}}' ;;
      discover)
        echo '{"type":"CATALOG","catalog":{"streams":[{"name":"reports",
          "json_schema":{},"supported_sync_modes":["full_refresh","incremental"],
          "source_defined_cursor":true}]}}' | tr -d '\\n'
        echo ;;
      read)
        echo '{"type":"TRACE","trace":{"type":"ESTIMATE","emitted_at":1,"estimate":{
          "name":"reports","type":"STREAM","row_estimate":4,"byte_estimate":400}}}' | tr -d '\\n'
        echo
        echo '{"type":"RECORD","record":{"stream":"reports","data":{"id":1},"emitted_at":1}}'
        seconds=$(sed 's/.*"works": *\\([0-9]*\\).*/\\1/' "$3")
        if [ "$seconds" = 0 ]; then exec sleep 600; fi
        end=$(($(date +%s) + seconds))
        while [ "$(date +%s)" -lt "$end" ]; do :; done
        echo '{"type":"STATE","state":{"type":"STREAM","stream":{
          "stream_descriptor":{"name":"reports"},"stream_state":{"at":1}}}}' | tr -d '\\n'
        echo ;;
      esac
      """;

  private SilentConnector() {}

  /** Makes its image, and a definition of it with more settings. */
  static String definition(Operator operator, String settings)
      throws IOException, InterruptedException {
    ShellConnector.make(NAME, BEHAVIOUR);
    return operator.definition("sources", "lasius/" + NAME, "dev", ",'network':'none'" + settings);
  }

  /**
   * A source that works for so many seconds before its state.
   *
   * @param seconds 0 for one that hangs
   */
  static String source(Operator operator, String definition, int seconds)
      throws IOException, InterruptedException {
    return operator.source(definition, "{'works':%d}".formatted(seconds));
  }
}
