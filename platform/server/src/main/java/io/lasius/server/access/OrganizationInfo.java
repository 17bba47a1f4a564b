package io.lasius.server.access;

import java.util.UUID;

/**
 * On the wire, in the form of Airbyte's configuration API.
 *
 * @param sso whether it has a login of its own
 */
public record OrganizationInfo(UUID organizationId, String organizationName, boolean sso) {
  /** The one that there is. */
  public static final OrganizationInfo THE_ONE =
      new OrganizationInfo(Organization.ID, Organization.NAME, false);
}
