package io.lasius.protocol.schema;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns errors into violations. Of a {@code oneOf} or {@code anyOf} that nothing fits the validator
 * lists the errors of every option; a reader wants those of the option that was meant.
 */
final class OptionErrors {
  /** A choice that failed for one value: its own error, and those of its options by number. */
  private record Choice(Error own, int at, Map<Integer, List<Error>> options) {
    Choice(Error own, int at) {
      this(own, at, new TreeMap<>());
    }

    boolean holds(Error error) {
      NodePath path = error.getEvaluationPath();
      NodePath ownPath = own.getEvaluationPath();
      return path.getNameCount() > at + 1
          && path.getElement(at + 1) instanceof Integer
          && path.startsWith(ownPath)
          && error.getInstanceLocation().startsWith(own.getInstanceLocation());
    }

    void add(Error error) {
      int option = (Integer) error.getEvaluationPath().getElement(at + 1);
      options.computeIfAbsent(option, _ -> new ArrayList<>()).add(error);
    }
  }

  private OptionErrors() {}

  static List<SchemaViolation> violations(List<Error> errors) {
    return violations(errors, 0);
  }

  /** Those of errors that lie in the same options up to this depth of their paths. */
  private static List<SchemaViolation> violations(List<Error> errors, int depth) {
    List<Choice> choices = new ArrayList<>();
    List<Error> others = new ArrayList<>();
    for (Error error : errors) {
      NodePath path = error.getEvaluationPath();
      int at = choiceAt(path, depth);
      if (at >= 0 && at == path.getNameCount() - 1) {
        choices.add(new Choice(error, at));
      } else {
        others.add(error);
      }
    }
    List<SchemaViolation> violations = new ArrayList<>();
    for (Error error : others) {
      Choice choice = choiceOf(error, choices);
      if (choice != null) {
        choice.add(error);
      } else {
        violations.add(ViolationText.of(error));
      }
    }
    choices.stream().map(OptionErrors::ofChoice).forEach(violations::addAll);
    return violations;
  }

  private static @Nullable Choice choiceOf(Error error, Collection<Choice> choices) {
    return choices.stream().filter(choice -> choice.holds(error)).findFirst().orElse(null);
  }

  private static List<SchemaViolation> ofChoice(Choice choice) {
    if (choice.options().isEmpty()) {
      return List.of(ViolationText.of(choice.own()));
    }
    int below = choice.at() + 2;
    var discriminator = new Discriminator(choice.own());
    List<SchemaViolation> meant = null;
    for (List<Error> option : choice.options().values()) {
      if (option.stream()
          .filter(error -> choiceAt(error.getEvaluationPath(), below) < 0)
          .noneMatch(discriminator::isMissed)) {
        List<SchemaViolation> said = violations(option, below);
        meant = meant == null || said.size() < meant.size() ? said : meant;
      }
    }
    return meant == null
        ? List.of(
            discriminator.noOptionMeant(
                choice.options().values().stream().flatMap(List::stream).toList()))
        : meant;
  }

  private static int choiceAt(NodePath path, int from) {
    for (int at = from; at < path.getNameCount(); at++) {
      boolean choice = "oneOf".equals(path.getElement(at)) || "anyOf".equals(path.getElement(at));
      boolean last = at + 1 == path.getNameCount();
      // A property of that name is followed by a keyword, never by a number.
      if (choice && (last ? isKeyword(path, at) : path.getElement(at + 1) instanceof Integer)) {
        return at;
      }
    }
    return -1;
  }

  private static boolean isKeyword(NodePath path, int at) {
    return at == 0 || !"properties".equals(path.getElement(at - 1));
  }
}
