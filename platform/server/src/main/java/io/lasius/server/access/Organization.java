package io.lasius.server.access;

import io.lasius.server.http.Problem;
import java.util.UUID;

/** An installation is one organization, which Airbyte's clients ask for. */
public final class Organization {
  public static final UUID ID = UUID.fromString("00000000-0000-0000-0000-000000000000");
  public static final String NAME = "Lasius";

  private Organization() {}

  /**
   * Lets on those that name it.
   *
   * @throws io.lasius.server.http.ProblemException 404 for another
   */
  public static void require(UUID id) {
    if (!id.equals(ID)) {
      throw Problem.notFound("organization", id).asException();
    }
  }
}
