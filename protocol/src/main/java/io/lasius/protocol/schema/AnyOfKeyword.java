package io.lasius.protocol.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaContext;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.keyword.AnyOfValidator;
import com.networknt.schema.keyword.Keyword;
import com.networknt.schema.keyword.KeywordValidator;
import com.networknt.schema.path.NodePath;

/** The library's {@code anyOf}, with an error of its own, as its {@code oneOf} has one. */
final class AnyOfKeyword implements Keyword {
  static final String NAME = "anyOf";

  @Override
  public String getValue() {
    return NAME;
  }

  @Override
  public KeywordValidator newValidator(
      SchemaLocation location, JsonNode options, Schema parent, SchemaContext context) {
    return new Validator(location, options, parent, context);
  }

  private static final class Validator extends AnyOfValidator {
    Validator(SchemaLocation location, JsonNode options, Schema parent, SchemaContext context) {
      super(location, options, parent, context);
    }

    @Override
    protected void validate(
        ExecutionContext run, JsonNode value, JsonNode root, NodePath place, boolean walk) {
      int errors = run.getErrors().size();
      super.validate(run, value, root, place, walk);
      if (run.getErrors().size() > errors) {
        run.addError(
            error()
                .instanceNode(value)
                .instanceLocation(place)
                .evaluationPath(run.getEvaluationPath())
                .build());
      }
    }
  }
}
