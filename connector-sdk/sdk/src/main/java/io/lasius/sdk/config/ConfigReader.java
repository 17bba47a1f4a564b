package io.lasius.sdk.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.lasius.protocol.json.Json;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes a configuration record out of JSON. It checks all that {@link ConfigSchema} says of the
 * record, so that a configuration which is read is one that the schema allows. Properties that the
 * record does not know are ignored; null counts as not set.
 */
public final class ConfigReader {
  private static final int SHOWN_CHARS = 40;

  private ConfigReader() {}

  /**
   * Reads a configuration.
   *
   * @throws ConfigViolation where it is not as the record says, or the record refuses it
   */
  public static <C extends Record> C read(Class<C> type, JsonNode config) throws ConfigViolation {
    return type.cast(record(Shape.of(type), config, ""));
  }

  private static Record record(Shape shape, JsonNode json, String path) throws ConfigViolation {
    if (!json.isObject()) {
      throw violation(path, "must be an object, but is of type " + json.getNodeType());
    }
    List<Property> properties = shape.properties();
    @Nullable Object[] values = new Object[properties.size()];
    for (int i = 0; i < values.length; i++) {
      Property property = properties.get(i);
      String place = path.isEmpty() ? property.name() : path + "." + property.name();
      JsonNode value = json.path(property.name());
      if (value.isMissingNode() || value.isNull()) {
        values[i] = absent(property, place);
      } else {
        values[i] = value(property.type(), property.setting(), value, place);
      }
    }
    return create(shape.type(), values, path);
  }

  private static @Nullable Object absent(Property property, String place) throws ConfigViolation {
    String text = property.setting().defaultValue();
    if (!text.isEmpty()) {
      try {
        JsonNode json = property.isBareText(text) ? TextNode.valueOf(text) : Json.parse(text);
        return value(property.type(), property.setting(), json, place);
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("the default of %s is no JSON".formatted(place), e);
      }
    }
    if (property.required()) {
      throw violation(place, "is missing");
    }
    return null;
  }

  private static Object value(ValueType type, Setting setting, JsonNode json, String place)
      throws ConfigViolation {
    return switch (type) {
      case ValueType.Text _ -> text(setting, json, place);
      case ValueType.Flag _ -> {
        require(json.isBoolean(), place, "must be true or false", setting, json);
        yield json.booleanValue();
      }
      case ValueType.Whole whole -> whole(whole.javaType(), setting, json, place);
      case ValueType.Decimal decimal -> {
        require(json.isNumber(), place, "must be a number", setting, json);
        checkRange(setting, json, place);
        yield decimal.javaType() == BigDecimal.class ? json.decimalValue() : json.doubleValue();
      }
      case ValueType.Constants constants -> {
        Enum<?> constant = json.isTextual() ? constants.byName().get(json.textValue()) : null;
        if (constant == null) {
          String names = String.join(", ", constants.byName().keySet());
          throw violation(place, "must be one of " + names + shown(setting, json));
        }
        yield constant;
      }
      case ValueType.Several several -> several(several.element(), setting, json, place);
      case ValueType.Nested nested -> record(nested.shape(), json, place);
      case ValueType.Alternatives alternatives -> alternative(alternatives, json, place);
    };
  }

  private static String text(Setting setting, JsonNode json, String place) throws ConfigViolation {
    require(json.isTextual(), place, "must be a text", setting, json);
    String pattern = setting.pattern();
    if (!pattern.isEmpty()) {
      boolean matches = Pattern.compile(pattern).matcher(json.textValue()).find();
      require(matches, place, "must match the pattern " + pattern, setting, json);
    }
    return json.textValue();
  }

  private static Object whole(Class<?> javaType, Setting setting, JsonNode json, String place)
      throws ConfigViolation {
    boolean wholeNumber = json.isNumber() && json.decimalValue().stripTrailingZeros().scale() <= 0;
    require(wholeNumber, place, "must be a whole number", setting, json);
    checkRange(setting, json, place);
    boolean isInt = javaType == int.class || javaType == Integer.class;
    try {
      BigDecimal number = json.decimalValue();
      if (isInt) {
        return number.intValueExact();
      }
      return number.longValueExact();
    } catch (ArithmeticException e) {
      throw new ConfigViolation(
          message(place, "has more digits than fit a number of %d bits".formatted(isInt ? 32 : 64)),
          e);
    }
  }

  private static void checkRange(Setting setting, JsonNode json, String place)
      throws ConfigViolation {
    if (Double.isFinite(setting.minimum())) {
      var minimum = new BigDecimal(setting.minimum());
      boolean enough = json.decimalValue().compareTo(minimum) >= 0;
      require(enough, place, "must be at least " + minimum.toPlainString(), setting, json);
    }
    if (Double.isFinite(setting.maximum())) {
      var maximum = new BigDecimal(setting.maximum());
      boolean little = json.decimalValue().compareTo(maximum) <= 0;
      require(little, place, "must be at most " + maximum.toPlainString(), setting, json);
    }
  }

  private static List<Object> several(
      ValueType element, Setting setting, JsonNode json, String place) throws ConfigViolation {
    require(json.isArray(), place, "must be an array", setting, json);
    var values = new ArrayList<Object>();
    for (int i = 0; i < json.size(); i++) {
      values.add(value(element, setting, json.get(i), "%s[%d]".formatted(place, i)));
    }
    return List.copyOf(values);
  }

  private static Record alternative(
      ValueType.Alternatives alternatives, JsonNode json, String place) throws ConfigViolation {
    var alternative = alternatives.byValue().get(json.path(alternatives.discriminator()).asText());
    if (alternative == null) {
      throw violation(
          place + "." + alternatives.discriminator(),
          "must be one of " + String.join(", ", alternatives.byValue().keySet()));
    }
    return record(alternative.shape(), json, place);
  }

  private static Record create(Class<? extends Record> type, @Nullable Object[] values, String path)
      throws ConfigViolation {
    try {
      Class<?>[] types =
          Arrays.stream(type.getRecordComponents())
              .map(RecordComponent::getType)
              .toArray(Class<?>[]::new);
      Constructor<? extends Record> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        throw new ConfigViolation(message(path, "is refused: " + refusal.getMessage()), refusal);
      }
      throw new IllegalStateException(type.getName() + " cannot be made", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName() + " cannot be made", e);
    }
  }

  private static void require(
      boolean holds, String place, String rule, Setting setting, JsonNode json)
      throws ConfigViolation {
    if (!holds) {
      throw violation(place, rule + shown(setting, json));
    }
  }

  /** The value that is wrong, unless it is a secret, or may hold one. */
  private static String shown(Setting setting, JsonNode json) {
    if (setting.secret() || json.isContainerNode()) {
      return ", but is of type " + json.getNodeType();
    }
    String text = json.toString();
    return ", but is "
        + (text.length() <= SHOWN_CHARS ? text : text.substring(0, SHOWN_CHARS) + "…");
  }

  private static ConfigViolation violation(String place, String problem) {
    return new ConfigViolation(message(place, problem));
  }

  private static String message(String place, String problem) {
    return place.isEmpty()
        ? "the configuration %s".formatted(problem)
        : "the setting '%s' %s".formatted(place, problem);
  }
}
