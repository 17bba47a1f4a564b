package io.lasius.server.sync;

import io.lasius.server.Operator;
import io.lasius.server.ShellConnector;
import java.io.IOException;

/**
 * A source of a few people, in two namespaces. What it reads the second time, it tells by the
 * states that it gets: Bob is gone, or has another name, and Cyd has come; a whole read has her
 * twice.
 */
final class PeopleConnector {
  static final String NAME = "source-people";

  private static final String BEHAVIOUR =
      """
      catalog=$5
      states=$7
      offer() {
        echo '{"name":"'$1'","namespace":"'$2'","supported_sync_modes":["full_refresh","incremental"],
          "json_schema":{"type":"object","properties":{"id":{"type":"integer"},'"$3"'}}}'
      }
      person='"at":{"type":"integer"},"name":{"type":"string"}'
      details='"kind":{"type":"string"},"name":{"type":"string"},"ssn":{"type":"string"},
        "score":{"type":"number"},"who":{"type":"object","properties":{
        "born":{"type":"string"},"shoe":{"type":"integer"}}}'
      configured() { grep -q '"name":"'$1'","namespace":"'$2'"' "$catalog"; }
      row() {
        echo '{"type":"RECORD","record":{"stream":"'$1'","namespace":"'$2'","emitted_at":1700000000000,"data":'"$3"'}}'
      }
      state() {
        echo '{"type":"STATE","state":{"type":"STREAM","stream":{"stream_descriptor":{"name":"'$1'","namespace":"'$2'"},"stream_state":{"at":'$3'}},"sourceStats":{"recordCount":'$3'}}}'
      }
      whole() {
        configured $1 a || return
        row $1 a '{"id":1,"at":1,"name":"ann"}'
        if [ -z "$states" ]; then
          row $1 a '{"id":2,"at":1,"name":"bob"}'
          state $1 a 2
        else
          row $1 a '{"id":3,"at":2,"name":"cyd"}'
          row $1 a '{"id":3,"at":3,"name":"sid"}'
          state $1 a 3
        fi
      }
      news() {
        configured $1 $2 || return
        if [ -z "$states" ] || ! grep -q '"name":"'$1'","namespace":"'$2'"' "$states"; then
          row $1 $2 '{"id":1,"at":1,"name":"ann"}'
          row $1 $2 '{"id":2,"at":1,"name":"bob"}'
          state $1 $2 2
        else
          row $1 $2 '{"id":3,"at":2,"name":"cyd"}'
          row $1 $2 '{"id":2,"at":2,"name":"rob"}'
          state $1 $2 2
        fi
      }
      mapped() {
        configured mapped a || return
        row mapped a '{"id":1,"kind":"kept","name":"ann","ssn":"s-1","score":37.00,"who":{"shoe":38,"born":"May"}}'
        row mapped a '{"id":2,"kind":"left","name":"bob","ssn":"s-2","score":1,"who":{"shoe":44,"born":"June"}}'
        row mapped a '{"id":3,"kind":"kept","name":null,"ssn":null,"score":12345678901234567890.10,"who":null,"more":1}'
        state mapped a 3
      }
      case $1 in
      spec) echo '{"type":"SPEC","spec":{"connectionSpecification":{"type":"object"}}}' ;;
      check) echo '{"type":"CONNECTION_STATUS","connectionStatus":{"status":"SUCCEEDED"}}' ;;
      discover)
        {
          echo '{"type":"CATALOG","catalog":{"streams":['
          for name in whole_append whole_overwrite whole_deduped news_append news_deduped; do
            offer $name a "$person"
            echo ','
          done
          offer news_append b "$person"
          echo ','
          offer mapped a "$details"
          echo ']}}'
        } | tr -d '\\n'
        echo ;;
      read)
        whole whole_append
        whole whole_overwrite
        whole whole_deduped
        news news_append a
        news news_append b
        news news_deduped a
        mapped ;;
      esac
      """;

  private PeopleConnector() {}

  /** Makes its image, and a source of it. */
  static String source(Operator operator) throws IOException, InterruptedException {
    ShellConnector.make(NAME, BEHAVIOUR);
    var definition = operator.definition("sources", "lasius/" + NAME, "dev", ",'network':'host'");
    return operator.source(definition, "{}");
  }
}
