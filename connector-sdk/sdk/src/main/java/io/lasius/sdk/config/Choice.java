package io.lasius.sdk.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** One form of a {@link OneOf}. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Choice {
  /** What the discriminating property holds. */
  String value();

  /** Its name for people; the value where it is empty. */
  String title() default "";

  String description() default "";
}
