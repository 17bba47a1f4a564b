package io.lasius.server.access;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The role that an endpoint needs. One of a workspace is needed in the workspace of the object that
 * the path names; where the path names none, the method takes a {@link Caller} and asks it itself.
 * An endpoint without this is closed to everybody.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Needs {
  Role value();

  /** Whether it changes nothing although it is no GET, so that the audit log leaves it out. */
  boolean reads() default false;
}
