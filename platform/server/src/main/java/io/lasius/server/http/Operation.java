package io.lasius.server.http;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What the OpenAPI document says of an endpoint that its method does not state otherwise. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Operation {
  /**
   * Its name, which no other endpoint has. {@code {Kind}} stands for Source and for Destination
   * where the path has both.
   */
  String id();

  /** What it does, in a sentence; {@code {kind}} as in the id. */
  String summary();

  /** Statuses of problems, beside those that all endpoints of such a form may answer with. */
  int[] problems() default {};

  /** Whether it sends a browser on (303) in place of an answer. */
  boolean redirects() default false;

  /** Statuses beside 200 whose body has the same form. */
  int[] also() default {};
}
