package io.lasius.replication.mapper;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.protocol.json.Json;
import io.lasius.replication.mapper.TreeJson.Items;
import io.lasius.replication.mapper.TreeJson.Member;
import io.lasius.replication.mapper.TreeJson.Members;
import io.lasius.replication.mapper.TreeJson.Scalar;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a mapping makes of a record, one mapper after the other, on a tree. */
final class TreeMapping {
  private TreeMapping() {}

  /** The record afterwards; null where it is filtered out. */
  static @Nullable Members apply(StreamMapping mapping, Members record) throws Exception {
    Members mapped =
        mapping.selection() == null ? record : select(record, mapping.selection().paths());
    for (Mapper mapper : mapping.mappers()) {
      switch (mapper) {
        case FilterField(var field) -> mapped = keep(mapped, key -> !key.equals(field));
        case RenameField(var field, var name) ->
            mapped = change(mapped, field, name, value -> value);
        case HashField hash ->
            mapped = change(mapped, hash.targetField(), hash.newName(), value -> hash(hash, value));
        case FilterRows(var condition) -> {
          if (!holds(condition, mapped)) {
            return null;
          }
        }
        case EncryptField _ -> throw new IllegalArgumentException("not generated");
      }
    }
    return mapped;
  }

  private static Members keep(Members record, Predicate<String> kept) {
    return new Members(record.list().stream().filter(member -> kept.test(member.key())).toList());
  }

  private interface Change {
    TreeJson of(TreeJson value) throws Exception;
  }

  private static Members change(Members record, String field, String name, Change change)
      throws Exception {
    var changed = new ArrayList<Member>();
    for (Member member : record.list()) {
      boolean isNull = member.value().equals(new Scalar("null", "null"));
      String token = name.equals(field) ? member.token() : Json.write(name);
      changed.add(
          member.key().equals(field)
              ? new Member(token, name, isNull ? member.value() : change.of(member.value()))
              : member);
    }
    return new Members(changed);
  }

  private static TreeJson hash(HashField hash, TreeJson value) throws Exception {
    var digest = MessageDigest.getInstance(hash.method().algorithm());
    digest.update((hash.salt() == null ? "" : hash.salt()).getBytes(StandardCharsets.UTF_8));
    String hex = HexFormat.of().formatHex(digest.digest(value.hashedText()));
    return new Scalar("\"" + hex + "\"", hex);
  }

  private static Members select(Members record, List<List<String>> paths) {
    var left = new ArrayList<Member>();
    for (Member member : record.list()) {
      List<List<String>> inner =
          paths.stream()
              .filter(path -> path.getFirst().equals(member.key()))
              .map(path -> path.subList(1, path.size()))
              .toList();
      if (inner.contains(List.of())) {
        left.add(member);
      } else if (!inner.isEmpty()) {
        left.add(new Member(member.token(), member.key(), within(member.value(), inner)));
      }
    }
    return new Members(left);
  }

  private static TreeJson within(TreeJson value, List<List<String>> paths) {
    return switch (value) {
      case Members members -> select(members, paths);
      case Items(var list) -> new Items(list.stream().map(item -> within(item, paths)).toList());
      case Scalar _ -> new Scalar("null", "null");
    };
  }

  private static boolean holds(RowCondition condition, Members record) throws Exception {
    return switch (condition) {
      case RowCondition.And(var parts) -> count(parts, record) == parts.size();
      case RowCondition.Or(var parts) -> count(parts, record) > 0;
      case RowCondition.Not(var parts) -> count(parts, record) == 0;
      case RowCondition.Equal(var field, var value) -> equal(find(record, field), value);
      case RowCondition.NotEqual(var field, var value) -> !equal(find(record, field), value);
      case RowCondition.In(var field, var values) -> {
        JsonNode found = find(record, field);
        yield values.stream().anyMatch(value -> equal(found, value));
      }
      case RowCondition.Less(var field, var value) -> compare(find(record, field), value) < 0;
      case RowCondition.Greater(var field, var value) -> compare(find(record, field), value) > 0;
      case RowCondition.IsNull(var field) -> find(record, field).isNull();
      case RowCondition.Matches(var field, var pattern) -> {
        JsonNode found = find(record, field);
        yield found.isValueNode()
            && !found.isNull()
            && Pattern.compile(pattern).matcher(found.asText()).find();
      }
    };
  }

  private static int count(List<RowCondition> parts, Members record) throws Exception {
    int count = 0;
    for (RowCondition part : parts) {
      count += holds(part, record) ? 1 : 0;
    }
    return count;
  }

  private static JsonNode find(Members record, String field) throws Exception {
    JsonNode found = Json.parse("null");
    for (Member member : record.list()) {
      found = member.key().equals(field) ? Json.parse(member.value().compact()) : found;
    }
    return found;
  }

  private static boolean equal(JsonNode found, String value) {
    if (found.isNumber()) {
      BigDecimal number = number(value);
      return number != null && found.decimalValue().compareTo(number) == 0;
    }
    return found.isValueNode() && !found.isNull() && found.asText().equals(value);
  }

  private static int compare(JsonNode found, String value) {
    BigDecimal number = number(value);
    if (found.isTextual()) {
      return Arrays.compare(found.textValue().codePoints().toArray(), value.codePoints().toArray());
    }
    return found.isNumber() && number != null ? found.decimalValue().compareTo(number) : 0;
  }

  private static @Nullable BigDecimal number(String value) {
    return value.matches("[0-9]+") ? new BigDecimal(value) : null;
  }
}
