package io.lasius.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.PathType;
import com.networknt.schema.resource.SchemaLoader;
import java.util.List;

/**
 * A compiled JSON Schema, draft-07 whatever {@code $schema} says. Thread-safe. Nothing is ever
 * fetched: a schema that refers to another document is refused.
 *
 * <p>Real specifications are not quite schemas. Unknown keywords and formats are ignored, and so is
 * what no validator could judge: a pattern that only Python understands, {@code required: true} on
 * a property, numbers written as text in a limit.
 */
public final class JsonSchema {
  private static final Dialect DRAFT_07 =
      Dialect.builder(Dialects.getDraft7())
          // The library's own way logs a warning for each.
          .unknownKeywordFactory((name, context) -> new NonValidationKeyword(name))
          .keyword(new AnyOfKeyword())
          .build();

  private static final SchemaLoader NO_OTHER_DOCUMENT =
      SchemaLoader.builder().block(address -> true).build();

  private static final SchemaRegistryConfig CONFIG =
      SchemaRegistryConfig.builder()
          .pathType(PathType.JSON_POINTER)
          .formatAssertionsEnabled(true)
          .regularExpressionFactory(EcmaPattern::lenient)
          .build();

  private final Schema schema;

  private JsonSchema(Schema schema) {
    this.schema = schema;
  }

  /**
   * Compiles a schema, which is copied.
   *
   * @throws MalformedSchemaException if it refers to another document or to a place that is not
   *     there, or if a keyword is not what the draft says; the message names the place
   */
  public static JsonSchema of(ObjectNode schema) {
    ObjectNode usable = SchemaDocument.usable(schema);
    try {
      // A registry of its own: two schemas may carry the same identifier.
      var registry =
          SchemaRegistry.withDefaultDialect(
              DRAFT_07,
              builder ->
                  builder
                      .schemaLoader(NO_OTHER_DOCUMENT)
                      .schemaCacheEnabled(false)
                      .schemaRegistryConfig(CONFIG));
      var compiled = registry.getSchema(usable);
      compiled.initializeValidators();
      compiled.validate(NullNode.getInstance());
      return new JsonSchema(compiled);
    } catch (SchemaException e) {
      throw new MalformedSchemaException("", "it is not what draft-07 says: " + e.getMessage(), e);
    } catch (StackOverflowError e) {
      throw new MalformedSchemaException("", "it refers to itself without end", e);
    }
  }

  /**
   * What is wrong with a value; empty where nothing is. Of a {@code oneOf} or {@code anyOf} it says
   * what is wrong with the option that was meant, as its constants tell.
   */
  public List<SchemaViolation> validate(JsonNode value) {
    try {
      return OptionErrors.violations(schema.validate(value)).stream().distinct().toList();
    } catch (StackOverflowError _) {
      return List.of(new SchemaViolation("", "is nested too deeply to be checked"));
    }
  }
}
