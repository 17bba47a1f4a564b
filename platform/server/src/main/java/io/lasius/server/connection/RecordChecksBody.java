package io.lasius.server.connection;

import io.lasius.protocol.wire.ReaderLimits;
import io.lasius.replication.RecordChecks;
import io.lasius.replication.RecordRule;
import io.lasius.replication.Rejection;
import io.lasius.server.http.Form;
import io.lasius.server.http.Problem;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The checks of a connection's records on their way in and out. What is absent is the default. */
record RecordChecksBody(
    @Nullable Boolean sourceCountsMustAgree,
    @Form(words = RecordRule.class) @Nullable String schema,
    @Form(words = RecordRule.class) @Nullable String values,
    @Form(words = RecordRule.class) @Nullable String size,
    @Form(words = RecordRule.class) @Nullable String mapping,
    @Form(max = ReaderLimits.DEFAULT_MAX_LINE_BYTES) @Nullable Long maxRecordBytes,
    @Nullable Long maxSetAsideRecords,
    @Nullable Long maxSetAsideBytes) {
  static RecordChecksBody of(RecordChecks checks) {
    return new RecordChecksBody(
        checks.sourceCountsMustAgree(),
        name(checks, Rejection.SCHEMA),
        name(checks, Rejection.VALUE),
        name(checks, Rejection.SIZE),
        name(checks, Rejection.UNMAPPED),
        Math.min(checks.maxRecordBytes(), lineLimit()),
        checks.maxSetAsideRecords(),
        checks.maxSetAsideBytes());
  }

  /** Refuses, by 400, what cannot be. */
  RecordChecks checks() {
    var rules = new EnumMap<Rejection, RecordRule>(Rejection.class);
    put(rules, Rejection.SCHEMA, "schema", schema);
    put(rules, Rejection.VALUE, "values", values);
    put(rules, Rejection.SIZE, "size", size);
    put(rules, Rejection.UNMAPPED, "mapping", mapping);
    if (maxRecordBytes != null && maxRecordBytes > lineLimit()) {
      throw Problem.badRequest(
              "maxRecordBytes is %d, but a line has at most %d bytes"
                  .formatted(maxRecordBytes, lineLimit()))
          .asException();
    }
    try {
      return new RecordChecks(
          Boolean.TRUE.equals(sourceCountsMustAgree),
          rules,
          maxRecordBytes == null ? lineLimit() : maxRecordBytes,
          maxSetAsideRecords == null ? RecordChecks.DEFAULT_SET_ASIDE_RECORDS : maxSetAsideRecords,
          maxSetAsideBytes == null ? RecordChecks.DEFAULT_SET_ASIDE_BYTES : maxSetAsideBytes);
    } catch (IllegalArgumentException e) {
      throw Problem.badRequest(String.valueOf(e.getMessage())).asException(e);
    }
  }

  private static void put(
      Map<Rejection, RecordRule> rules, Rejection reason, String property, @Nullable String name) {
    if (name != null) {
      rules.put(reason, rule(property, name));
    }
  }

  private static RecordRule rule(String property, String name) {
    return Arrays.stream(RecordRule.values())
        .filter(rule -> name(rule).equals(name.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() ->
            Problem.badRequest(
                    "%s is '%s', but must be one of %s"
                        .formatted(
                            property,
                            name,
                            Arrays.stream(RecordRule.values())
                                .map(RecordChecksBody::name)
                                .collect(Collectors.joining(", "))))
                .asException());
  }

  private static String name(RecordChecks checks, Rejection reason) {
    return name(checks.rules().getOrDefault(reason, RecordRule.OFF));
  }

  private static String name(RecordRule rule) {
    return rule.name().toLowerCase(Locale.ROOT);
  }

  private static long lineLimit() {
    return ReaderLimits.DEFAULT_MAX_LINE_BYTES;
  }
}
