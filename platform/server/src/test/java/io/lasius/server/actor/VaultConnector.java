package io.lasius.server.actor;

import io.lasius.server.Operator;
import io.lasius.server.ShellConnector;
import java.io.IOException;

/** A source with a password that it repeats wherever it can. */
final class VaultConnector {
  static final String PASSWORD = "hunter2-geheim";

  static final String NAME = "source-vault";

  private static final String BEHAVIOUR =
      """
      password=$(sed 's/.*"password": *"\\([^"]*\\)".*/\\1/' "$3" 2>/dev/null)
      case $1 in
      spec)
        echo '{"type":"SPEC","spec":{"connectionSpecification":{"type":"object",
          "required":["host","password"],"properties":{
          "host":{"type":"string"},"port":{"type":"integer","maximum":65535},
          "password":{"type":"string","airbyte_secret":true}}}}}' | tr -d '\\n'
        echo ;;
      check)
        echo "trying $password" >&2
        if grep -q crash "$3"; then echo "cannot use $password" >&2; exit 7; fi
        if [ "$password" = hunter2-geheim ]; then
          echo '{"type":"CONNECTION_STATUS","connectionStatus":{"status":"SUCCEEDED"}}'
        else
          echo '{"type":"CONNECTION_STATUS","connectionStatus":{"status":"FAILED","message":"wrong password '"$password"'"}}'
        fi ;;
      discover)
        if grep -q slow "$3"; then name=slow; sleep 2; else name=quick; fi
        if grep -q endless "$3"; then sleep 600; fi
        echo '{"type":"CATALOG","catalog":{"streams":[{"name":"keys","namespace":"'$name'",
          "json_schema":{},"supported_sync_modes":["full_refresh"]}]}}' | tr -d '\\n'
        echo ;;
      read)
        echo "the password is $password"
        echo "and $password again" >&2
        echo '{"type":"LOG","log":{"level":"INFO","message":"'"$password"'"}}'
        echo '{"type":"TRACE","trace":{"type":"ERROR","emitted_at":1,"error":{"failure_type":"config_error",
          "message":"refused '"$password"'","stack_trace":"at '"$password"'"}}}' | tr -d '\\n'
        echo
        exit 1 ;;
      esac
      """;

  private VaultConnector() {}

  /** Makes its image, and gives the id of a definition of it. */
  static String define(Operator operator) throws IOException, InterruptedException {
    ShellConnector.make(NAME, BEHAVIOUR);
    return operator.definition("sources", "lasius/" + NAME, "dev", ",'network':'host'");
  }

  /** A configuration of it, which it takes. */
  static String configuration(String password) {
    return configuration("h", password);
  }

  /**
   * A configuration of it, which it takes.
   *
   * @param host one that is slow or endless is discovered so
   */
  static String configuration(String host, String password) {
    return "{'host':'%s','password':'%s'}".formatted(host, password);
  }
}
