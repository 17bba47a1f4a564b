package io.lasius.server.container;

/**
 * Labels that every container carries, so that a server knows what is its own, what an expired
 * lease left behind, and what belongs to another installation.
 */
public final class ContainerLabels {
  public static final String INSTALLATION = "io.lasius.installation";
  public static final String SERVER = "io.lasius.server";
  public static final String EPOCH = "io.lasius.epoch";
  public static final String JOB = "io.lasius.job";
  public static final String ATTEMPT = "io.lasius.attempt";
  public static final String ROLE = "io.lasius.role";

  private ContainerLabels() {}
}
