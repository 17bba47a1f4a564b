package io.lasius.sdk.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a user may set: one component of a configuration record.
 *
 * <p>The setting's name is the component's in snake_case, its place in a form is the component's. A
 * component that is {@code @Nullable} or has a default need not be set.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /** Its name for people; made from the component's where it is empty. */
  String title() default "";

  String description() default "";

  /** Whether it is stored encrypted and never shown. */
  boolean secret() default false;

  /** JSON text; the quotes around a text may be left out. Empty: none. */
  String defaultValue() default "";

  /** Each JSON text; the quotes around a text may be left out. */
  String[] examples() default {};

  /** Regular expression that a text must contain a match of; anchor it to match the whole. */
  String pattern() default "";

  /** Least number. */
  double minimum() default Double.NEGATIVE_INFINITY;

  /** Greatest number. */
  double maximum() default Double.POSITIVE_INFINITY;

  /** Whether forms leave it out. */
  boolean hidden() default false;

  /** Whether a text may have several lines. */
  boolean multiline() default false;
}
