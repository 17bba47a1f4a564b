package io.lasius.server.access;

import io.lasius.server.http.Operation;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import java.util.List;
import java.util.UUID;

/** The one organization over HTTP. */
@Controller("/api/public/v1/organizations")
final class OrganizationController {
  private final UserStore users;

  OrganizationController(UserStore users) {
    this.users = users;
  }

  @Needs(Role.USER)
  @Operation(id = "listOrganizations", summary = "Lists the one organization.")
  @Get
  OrganizationsResponse list() {
    var email = users.findById(User.FIRST).map(User::email).orElse("");
    return new OrganizationsResponse(
        List.of(new OrganizationResponse(Organization.ID, Organization.NAME, email)));
  }

  /** On the wire. */
  record OrganizationResponse(UUID organizationId, String organizationName, String email) {}

  /** On the wire. */
  record OrganizationsResponse(List<OrganizationResponse> data) {}
}
