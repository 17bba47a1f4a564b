package io.lasius.sdk;

/** The connector was called in a way that it does not know. */
final class UsageException extends Exception {
  private static final long serialVersionUID = 1;

  private static final String USAGE =
      """
      Usage:
        spec
        check    --config FILE
        discover --config FILE                                 (sources)
        read     --config FILE --catalog FILE [--state FILE]   (sources)
        write    --config FILE --catalog FILE                  (destinations; records on standard input)
        count    --config FILE --query FILE                    (connectors with SQL; the file holds {"sql": …})
        train    --config FILE                                 (spec to write once, with made-up records: while an image is built)
      """;

  UsageException(String message) {
    super(message);
  }

  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }

  /** What is wrong, and how it would be right. */
  String withUsage() {
    return getMessage() + System.lineSeparator() + USAGE;
  }
}
