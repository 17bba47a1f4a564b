package io.lasius.protocol.schema;

/**
 * One rule of a schema that a value breaks. Shows paths, names of properties, rules and types,
 * never a value: values may be secrets.
 *
 * @param path JSON pointer to the value that breaks the rule; empty for the whole document
 * @param message what the value is and what it must be, as the end of a sentence about the path
 */
public record SchemaViolation(String path, String message) {
  /** The whole sentence. */
  public String text() {
    return (path.isEmpty() ? "the whole value" : path) + " " + message;
  }
}
