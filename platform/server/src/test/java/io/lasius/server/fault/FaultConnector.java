package io.lasius.server.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.lasius.server.Operator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The connector that breaks where it is told to, on both sides of a connection. */
public final class FaultConnector {
  /** Of the source; its records are numbered from 1. */
  public static final String STREAM = "numbers_1";

  /** How a written record begins. */
  private static final String ID = "{\"id\":";

  private FaultConnector() {}

  /**
   * A source of 1,000 records, a state after each hundred.
   *
   * @param settings more of its configuration; may be empty
   */
  public static String source(Operator operator, String settings)
      throws IOException, InterruptedException {
    return operator.source(definition(operator, "sources"), configuration(settings));
  }

  /** Puts another configuration in place of a source's. */
  public static void change(Operator operator, String source, String settings)
      throws IOException, InterruptedException {
    var body = "{'name':'a source','configuration':%s}".formatted(configuration(settings));
    var answer = operator.api().call("PUT", "/sources/" + source, body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
  }

  private static String configuration(String settings) {
    return "{'records':1000,'records_per_state':100%s}"
        .formatted(settings.isEmpty() ? "" : "," + settings);
  }

  /** A destination that writes durably into a folder under {@code /local}. */
  public static String destination(Operator operator, String folder)
      throws IOException, InterruptedException {
    return operator.destination(
        definition(operator, "destinations"), "{'folder':'/local/%s'}".formatted(folder));
  }

  /**
   * In the engine's network: one of its own would cost a third of what a container's start costs.
   */
  public static String definition(Operator operator, String kind)
      throws IOException, InterruptedException {
    return definition(operator, kind, "host");
  }

  static String definition(Operator operator, String kind, String network)
      throws IOException, InterruptedException {
    return operator.definition(kind, "lasius/fault", "dev", ",'network':'%s'".formatted(network));
  }

  /** The numbers that the destination has written, in the order of its file. */
  public static List<Long> written(Path data, String folder) throws IOException {
    var ids = new ArrayList<Long>();
    try (var lines = Files.lines(output(data, folder))) {
      lines.forEach(line -> ids.add(number(line)));
    }
    return ids;
  }

  /** The file that the destination writes. */
  static Path output(Path data, String folder) {
    return data.resolve("local").resolve(folder).resolve(STREAM + ".jsonl");
  }

  private static long number(String line) {
    assertThat(line).startsWith(ID);
    return Long.parseLong(line.substring(ID.length()).split("[,}]", 2)[0]);
  }
}
