package io.lasius.server.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the OpenAPI document says of a value, beyond its type. It is for readers: the code that
 * reads the value refuses what is not so.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.PARAMETER})
public @interface Form {
  /** As in {@code date-time}; empty for none. */
  String format() default "";

  /** All values that there are, or those of a list's entries; empty for any. */
  String[] oneOf() default {};

  /** The same as an enum, whose names in small letters they are; void for any. */
  Class<?> words() default void.class;

  long min() default Long.MIN_VALUE;

  long max() default Long.MAX_VALUE;

  /** In characters. */
  int minLength() default 0;

  /** In characters. */
  int maxLength() default Integer.MAX_VALUE;

  /** A regular expression; empty for none. */
  String pattern() default "";

  /** Whether it must be there, although its type does not say so. */
  boolean required() default false;
}
