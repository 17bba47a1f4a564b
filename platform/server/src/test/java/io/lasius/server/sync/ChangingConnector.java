package io.lasius.server.sync;

import io.lasius.server.Operator;
import io.lasius.server.ShellConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A source that offers what lies in a folder: a stream for each file of messages, described by a
 * line of {@code catalog}. A stream that has a state gives nothing but the last of its messages.
 */
final class ChangingConnector {
  private static final String NAME = "source-changing";

  private static final String BEHAVIOUR =
      """
      folder=/local/$(sed 's/.*"folder":"\\([a-z]*\\)".*/\\1/' "$3" 2>/dev/null)
      case $1 in
      spec)
        echo '{"type":"SPEC","spec":{"connectionSpecification":{"type":"object",
          "properties":{"folder":{"type":"string"}}}}}' | tr -d '\\n'
        echo ;;
      discover)
        echo asked >> $folder/discovers
        if [ ! -e $folder/catalog ]; then
          echo '{"type":"TRACE","trace":{"type":"ERROR","emitted_at":1,"error":{"message":"no catalog today"}}}'
          exit 1
        fi
        echo '{"type":"CATALOG","catalog":{"streams":['"$(tr '\\n' ' ' < $folder/catalog)"']}}' ;;
      read)
        for file in $folder/*.jsonl; do
          name=$(basename $file .jsonl)
          if ! grep -q '"name":"'$name'"' $5; then continue; fi
          if [ "$6" = --state ] && grep -q '"name":"'$name'"' $7; then
            tail -n 1 $file
          else
            cat $file
          fi
        done ;;
      esac
      """;

  private final Path folder;

  private ChangingConnector(Path folder) {
    this.folder = folder;
  }

  static void make() throws IOException, InterruptedException {
    ShellConnector.make(NAME, BEHAVIOUR);
  }

  static String definition(Operator operator) throws IOException, InterruptedException {
    return operator.definition(
        "sources", "lasius/" + NAME, "dev", ",'network':'host','localFolder':true");
  }

  /** What one source offers: nothing yet. */
  static ChangingConnector in(Path local, String name) throws IOException {
    return new ChangingConnector(Files.createDirectories(local.resolve(name)));
  }

  String configuration() {
    return "{'folder':'%s'}".formatted(folder.getFileName());
  }

  /**
   * Describes its streams, each with two records and a state.
   *
   * @param streams the name of each and the fields of its records, such as {@code a: id at}
   */
  void offer(String... streams) throws IOException {
    var catalog = new StringBuilder();
    for (var stream : streams) {
      var name = stream.substring(0, stream.indexOf(':'));
      var fields = stream.substring(name.length() + 1).strip().split(" ", -1);
      catalog.append(catalog.isEmpty() ? "" : ",\n").append(description(name, fields));
      Files.writeString(folder.resolve(name + ".jsonl"), messages(name, fields));
    }
    Files.writeString(folder.resolve("catalog"), catalog);
  }

  /** The same of one stream, whose records the source tells apart by a field. */
  void offerWithKey(String key, String stream) throws IOException {
    offer(stream);
    var catalog = folder.resolve("catalog");
    var own = json("'source_defined_primary_key':[['%s']]".formatted(key));
    Files.writeString(catalog, Files.readString(catalog).replaceFirst("}$", "," + own + "}"));
  }

  /** From now on it cannot say what it offers. */
  void offerNothing() throws IOException {
    Files.delete(folder.resolve("catalog"));
  }

  /** How often it was asked what it offers. */
  int discovers() throws IOException {
    var file = folder.resolve("discovers");
    return Files.exists(file) ? Files.readAllLines(file).size() : 0;
  }

  private static String description(String name, String[] fields) {
    var properties = new StringBuilder();
    for (var field : fields) {
      properties
          .append(properties.isEmpty() ? "" : ",")
          .append("'%s':{'type':'integer'}".formatted(field));
    }
    return json(
        "{'name':'%s','json_schema':{'properties':{%s}},'supported_sync_modes':['full_refresh','incremental']}"
            .formatted(name, properties));
  }

  private static String messages(String name, String[] fields) {
    var lines = new StringBuilder();
    for (int row = 1; row <= 2; row++) {
      var data = new StringBuilder();
      for (var field : fields) {
        data.append(data.isEmpty() ? "" : ",").append("'%s':%d".formatted(field, row));
      }
      lines.append(
          "{'type':'RECORD','record':{'stream':'%s','emitted_at':1,'data':{%s}}}\n"
              .formatted(name, data));
    }
    return json(
        lines
            + "{'type':'STATE','state':{'type':'STREAM','stream':{'stream_descriptor':{'name':'%s'},'stream_state':{'at':2}}}}\n"
                .formatted(name));
  }

  private static String json(String text) {
    return text.replace('\'', '"');
  }
}
