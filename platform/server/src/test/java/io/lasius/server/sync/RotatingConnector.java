package io.lasius.server.sync;

import io.lasius.server.Operator;
import io.lasius.server.ShellConnector;
import java.io.IOException;

/**
 * A source that replaces its password whenever it checks or reads, and prints the ones before and
 * after. A read of it fails; its second check does, too. A read of the stream {@code held} hangs
 * with the first password, and ends well with each other.
 */
final class RotatingConnector {
  /** What each of its passwords begins with; a number follows. */
  static final String PASSWORD = "geheim-wort-";

  static final String NAME = "source-rotating";

  private static final String BEHAVIOUR =
      """
      number=$(sed 's/.*geheim-wort-\\([0-9]*\\).*/\\1/' "$3" 2>/dev/null)
      old="geheim-wort-$number"
      new="geheim-wort-$((number + 1))"
      rotate() {
        echo '{"type":"CONTROL","control":{"type":"CONNECTOR_CONFIG","emitted_at":1,
          "connectorConfig":{"config":{"password":"'"$new"'"}}}}' | tr -d '\\n'
        echo
      }
      fail() {
        echo '{"type":"TRACE","trace":{"type":"ERROR","emitted_at":1,"error":{"failure_type":"'$1'",
          "message":"refused '"$old, then $new"'","stack_trace":"at '"$old, then $new"'"}}}' | tr -d '\\n'
        echo
        exit 1
      }
      case $1 in
      spec)
        echo '{"type":"SPEC","spec":{"connectionSpecification":{"type":"object",
          "required":["password"],"properties":{
          "password":{"type":"string","airbyte_secret":true}}}}}' | tr -d '\\n'
        echo ;;
      check)
        rotate
        echo "checked $old, then $new" >&2
        if [ "$number" -gt 2 ]; then fail config_error; fi
        echo '{"type":"CONNECTION_STATUS","connectionStatus":{"status":"SUCCEEDED"}}' ;;
      discover)
        echo '{"type":"CATALOG","catalog":{"streams":[
          {"name":"keys","json_schema":{},"supported_sync_modes":["full_refresh"]},
          {"name":"held","json_schema":{},"supported_sync_modes":["full_refresh"]}]}}' | tr -d '\\n'
        echo ;;
      read)
        rotate
        if grep -q '"name":"held"' "$5"; then
          echo '{"type":"LOG","log":{"level":"INFO","message":"given number '"$number"'"}}'
          if [ "$number" = 0 ]; then exec sleep 600; fi
          echo '{"type":"TRACE","trace":{"type":"STREAM_STATUS","emitted_at":1,"stream_status":{
            "stream_descriptor":{"name":"held"},"status":"COMPLETE"}}}' | tr -d '\\n'
          echo
          exit 0
        fi
        echo '{"type":"LOG","log":{"level":"INFO","message":"logged '"$old, then $new"'"}}'
        if [ "$number" -gt 0 ]; then
          echo '{"type":"LOG","log":{"level":"INFO","message":"before geheim-wort-'"$((number - 1))"'"}}'
        fi
        sleep 2
        echo "printed $old, then $new" >&2
        fail transient_error ;;
      esac
      """;

  private RotatingConnector() {}

  /** Makes its image, and a source of it whose first password ends in 0. */
  static String source(Operator operator) throws IOException, InterruptedException {
    ShellConnector.make(NAME, BEHAVIOUR);
    var definition = operator.definition("sources", "lasius/" + NAME, "dev", ",'network':'host'");
    return operator.source(definition, "{'password':'%s0'}".formatted(PASSWORD));
  }
}
