package io.lasius.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Lines that connectors write, might write, or write when they break. */
final class WireTexts {
  private static final List<String> TYPES =
      List.of("RECORD", "STATE", "LOG", "TRACE", "SPEC", "CATALOG", "CONTROL", "ODD");
  private static final List<String> EMITTED_AT =
      List.of(
          "1700000000123",
          "-1",
          "0",
          "1700000000123.75",
          "1.7e12",
          "\"x\"",
          "null",
          "{}",
          "[1]",
          "1e400",
          "1e-400",
          "99999999999999999999",
          "-1700000000123456789",
          "9223372036854775808",
          "1e2147483647",
          "1e-2147483647",
          "1e99999999999",
          "-0.5");

  private final JsonTexts json;

  WireTexts(List<Integer> choices) {
    json = new JsonTexts(choices);
  }

  /** A record that is one, however odd. */
  String record() {
    var members = new ArrayList<String>();
    String name = json.string();
    members.add(json.member("stream", name.equals("\"\"") ? "\"s\"" : name));
    members.add(json.member("data", json.object(3)));
    if (!json.oneIn(3)) {
      members.add(json.member("emitted_at", json.oneOf(EMITTED_AT)));
    }
    if (!json.oneIn(3)) {
      members.add(json.member("namespace", json.oneIn(3) ? "null" : json.string()));
    }
    if (json.oneIn(3)) {
      members.add(json.member("meta", json.value(3)));
    }
    return envelope("RECORD", "record", json.object(members));
  }

  /** A state that is one, however odd. */
  String state() {
    var members = new ArrayList<String>();
    if (!json.oneIn(3)) {
      members.add(json.member("type", "\"STREAM\""));
      members.add(
          json.member(
              "stream",
              json.object(
                  List.of(
                      json.member("stream_descriptor", "{\"name\":\"s\"}"),
                      json.member("stream_state", json.object(3))))));
    } else if (!json.oneIn(3)) {
      members.add(json.member("data", json.object(3)));
    }
    for (int i = json.below(3); i > 0; i--) {
      members.add(json.member("id", json.value(2)));
    }
    return envelope("STATE", "state", json.object(members));
  }

  private String envelope(String type, String member, String payload) {
    var members = new ArrayList<String>();
    members.add(json.member("type", '"' + type + '"'));
    members.add(json.member(member, payload));
    if (json.oneIn(3)) {
      members.add(json.member("more", json.value(2)));
    }
    return json.space() + json.object(members) + json.space();
  }

  /** What has the parts of a message, some of them wrong, missing, or there twice. */
  private String oddMessage() {
    var record = new ArrayList<String>();
    for (String key : List.of("stream", "data", "namespace", "emitted_at", "stream", "data")) {
      if (!json.oneIn(4)) {
        record.add(json.member(key, json.oneIn(2) ? json.value(1) : json.object(1)));
      }
    }
    var members = new ArrayList<String>();
    for (String key : List.of("record", "type", "state", "record", "type")) {
      if (!json.oneIn(4)) {
        boolean type = key.equals("type") && !json.oneIn(5);
        members.add(
            json.member(
                key,
                type
                    ? '"' + json.oneOf(TYPES) + '"'
                    : json.oneIn(3) ? json.value(2) : json.object(record)));
      }
    }
    return json.space() + json.object(members) + json.space();
  }

  /** Any line, without its end. */
  byte[] line() {
    byte[] line =
        switch (json.below(7)) {
          case 0 -> state().getBytes(UTF_8);
          case 1, 2 -> oddMessage().getBytes(UTF_8);
          case 3 -> json.value(2).getBytes(UTF_8);
          case 4 -> "Traceback (most recent call last):".getBytes(UTF_8);
          default -> record().getBytes(UTF_8);
        };
    return withoutNewline(json.oneIn(3) ? broken(line) : line);
  }

  /** The line with a few bytes changed, added or lost, or its end torn off. */
  byte[] broken(byte[] line) {
    byte[] bytes = line;
    for (int i = json.below(3); i >= 0; i--) {
      int at = json.below(bytes.length + 1);
      var changed = new ByteArrayOutputStream();
      changed.write(bytes, 0, at);
      switch (json.below(4)) {
        case 0 -> at = bytes.length;
        case 1 -> at = Math.min(bytes.length, at + 1);
        case 2 -> changed.write(json.below(256));
        default -> {
          changed.write(
              json.oneOf(List.of((int) '"', (int) '\\', (int) '{', (int) '}', 0xc0, 0xff)));
          at = Math.min(bytes.length, at + 1);
        }
      }
      changed.write(bytes, at, bytes.length - at);
      bytes = changed.toByteArray();
    }
    return bytes;
  }

  private static byte[] withoutNewline(byte[] line) {
    byte[] bytes = line.clone();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = bytes[i] == '\n' ? (byte) ' ' : bytes[i];
    }
    return bytes;
  }
}
