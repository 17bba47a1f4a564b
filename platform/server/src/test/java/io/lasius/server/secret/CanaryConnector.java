package io.lasius.server.secret;

import io.lasius.protocol.json.Json;
import io.lasius.server.Operator;
import io.lasius.server.ShellConnector;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A source or destination with secrets wherever a configuration can have them, which prints its
 * whole configuration whenever it can: on both streams, in messages, as JSON, in JSON and in
 * Base64.
 */
final class CanaryConnector {
  static final String IMAGE = "lasius/canary:dev";

  private static final String NAME = "canary";

  private static final String BEHAVIOUR =
      """
      config=$(cat "$3" 2>/dev/null)
      quoted=$(printf '%s' "$config" | sed 's/\\\\/\\\\\\\\/g; s/"/\\\\"/g')
      tell() {
        printf 'I know %s\\n' "$config" >&2
        printf 'and %s\\n' "$config"
        printf '%s' "$config" | base64 | tr -d '\\n' >&2
        echo >&2
        printf '{"type":"LOG","log":{"level":"WARN","message":"%s"}}\\n' "$quoted"
      }
      hold() {
        while [ "$mode" = await ] && [ ! -e /local/go ]; do sleep 0.1; done
      }
      mode=$(printf '%s' "$config" | sed 's/.*"mode": *"\\([a-z]*\\)".*/\\1/')
      case $1 in
      spec)
        echo '{"type":"SPEC","spec":{"supported_destination_sync_modes":["append","overwrite"],
          "connectionSpecification":{"type":"object","required":["mode"],
          "definitions":{"login":{"type":"object","properties":{
            "api_key":{"type":"string","airbyte_secret":true},
            "pin":{"type":"integer","airbyte_secret":true}}}},
          "properties":{"mode":{"type":"string"},
            "password":{"type":"string","airbyte_secret":true},
            "document":{"type":"string","multiline":true,"airbyte_secret":true},
            "login":{"$ref":"#/definitions/login"},
            "tunnel":{"type":"object","oneOf":[
              {"title":"none","properties":{"method":{"type":"string","const":"none"}}},
              {"title":"key","properties":{"method":{"type":"string","const":"key"},
                "tunnel_key":{"type":"string","airbyte_secret":true}}}]},
            "hosts":{"type":"array","items":{"type":"object","properties":{"name":{"type":"string"},
              "token":{"type":"string","airbyte_secret":true}}}},
            "words":{"type":"array","items":{"type":"string","airbyte_secret":true}}}}}}' | tr -d '\\n'
        echo ;;
      check)
        tell
        hold
        case $mode in
        crash) exit 7 ;;
        refuse) printf '{"type":"CONNECTION_STATUS","connectionStatus":{"status":"FAILED","message":"%s"}}\\n' "$quoted" ;;
        *) echo '{"type":"CONNECTION_STATUS","connectionStatus":{"status":"SUCCEEDED"}}' ;;
        esac ;;
      discover)
        tell
        hold
        echo '{"type":"CATALOG","catalog":{"streams":[{"name":"s","json_schema":{"properties":{
            "n":{"type":"integer"},"note":{"type":"string"},"code":{"type":"string"}}},
          "supported_sync_modes":["full_refresh","incremental"],"source_defined_cursor":true}]}}' | tr -d '\\n'
        echo ;;
      write)
        tell
        while IFS= read -r line; do
          case $line in *'"type":"STATE"'*) printf '%s\\n' "$line" ;; esac
        done ;;
      read)
        tell
        hold
        if [ "$mode" = fail ]; then
          printf '{"type":"TRACE","trace":{"type":"ERROR","emitted_at":1,"error":{"failure_type":"config_error","message":"%s","internal_message":"%s","stack_trace":"at %s"}}}\\n' "$quoted" "$quoted" "$quoted"
          exit 3
        fi
        printf '{"type":"CONTROL","control":{"type":"CONNECTOR_CONFIG","emitted_at":1,"connectorConfig":{"config":%s}}}\\n' "$(printf '%s' "$config" | sed 's/canary-/canary-new-/')"
        echo '{"type":"RECORD","record":{"stream":"s","emitted_at":1,"data":{"n":1,"note":"a","code":"b"}}}'
        echo '{"type":"RECORD","record":{"stream":"s","emitted_at":1,"data":{"n":"one","note":"a","code":"b"}}}'
        echo '{"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"s"},"stream_state":{"at":1}}}}'
        echo '{"type":"TRACE","trace":{"type":"STREAM_STATUS","emitted_at":1,"stream_status":{"stream_descriptor":{"name":"s"},"status":"COMPLETE"}}}' ;;
      esac
      """;

  private CanaryConnector() {}

  /** Makes its image. */
  static void make() throws IOException, InterruptedException {
    ShellConnector.make(NAME, BEHAVIOUR);
  }

  /**
   * Gives the id of a definition of it.
   *
   * @param kind sources or destinations
   */
  static String define(Operator operator, String kind) throws IOException, InterruptedException {
    return operator.definition(
        kind, "lasius/" + NAME, "dev", ",'network':'none','localFolder':true");
  }

  /**
   * A configuration with a secret in each place.
   *
   * @param whose are they
   * @param mode work, await (the file go in the local folder), fail, refuse or crash
   */
  static String configuration(Canaries canaries, String whose, String mode) {
    return Json.write(
        Json.mapper()
            .valueToTree(
                Map.of(
                    "mode",
                    mode,
                    "password",
                    canaries.at(whose + " top"),
                    "document",
                    "-----BEGIN KEY-----\n%s\n-----END KEY-----\n"
                        .formatted(canaries.at(whose + " line of a document")),
                    "login",
                    Map.of(
                        "api_key",
                        canaries.at(whose + " $ref"),
                        "pin",
                        canaries.number(whose + " number")),
                    "tunnel",
                    Map.of("method", "key", "tunnel_key", canaries.at(whose + " oneOf")),
                    "hosts",
                    List.of(
                        Map.of("name", "a", "token", canaries.at(whose + " first of an array")),
                        Map.of("name", "b", "token", canaries.at(whose + " second of an array"))),
                    "words",
                    List.of(canaries.at(whose + " element of an array")))));
  }
}
