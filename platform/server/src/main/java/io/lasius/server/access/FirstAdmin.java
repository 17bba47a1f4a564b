package io.lasius.server.access;

import io.lasius.server.ServerSettings;
import io.micronaut.context.annotation.Context;
import io.micronaut.transaction.TransactionOperations;
import jakarta.annotation.PostConstruct;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Sees at each start that there is an admin, and that what stands in this server's file opens the
 * door. Servers that share a database each have a file with credentials of their own.
 */
@Context
class FirstAdmin {
  private static final String NAME = "admin";
  private static final String EMAIL = "admin@localhost";

  private final TransactionOperations<Connection> transactions;
  private final UserStore users;
  private final PermissionStore permissions;
  private final ClientApplicationStore applications;
  private final Path file;
  private final InstantSource clock;

  FirstAdmin(
      TransactionOperations<Connection> transactions,
      UserStore users,
      PermissionStore permissions,
      ClientApplicationStore applications,
      ServerSettings settings,
      InstantSource clock) {
    this.transactions = transactions;
    this.users = users;
    this.permissions = permissions;
    this.applications = applications;
    this.file = settings.adminFile();
    this.clock = clock;
  }

  @PostConstruct
  void prepare() throws IOException {
    var admin =
        transactions.executeWrite(transaction -> {
          // Of servers that start at once, one after the other.
          try (var statement = transaction.getConnection().createStatement()) {
            statement.execute("SELECT id FROM installation FOR UPDATE");
          }
          return admin();
        });
    var known = AdminFile.read(file);
    if (known.isEmpty()) {
      var password = admin.passwordHash() == null ? RandomSecret.make() : null;
      new AdminFile(UUID.randomUUID(), RandomSecret.make(), admin.email(), password).write(file);
      // Another server of this folder may have been faster.
      known = AdminFile.read(file);
    }
    var credentials = known.orElseThrow();
    transactions.executeWrite(_ -> {
      honour(admin, credentials);
      return credentials;
    });
  }

  /** The one that was first, or who was made so by somebody. */
  private User admin() {
    return users
        .findById(User.FIRST)
        .orElseGet(() -> {
          var made = users.save(new User(User.FIRST, NAME, EMAIL, null, null, null, now()));
          permissions.save(
              new Permission(UUID.randomUUID(), made.id(), PermissionType.INSTANCE_ADMIN, null));
          return made;
        });
  }

  private void honour(User admin, AdminFile credentials) {
    var stored = applications.findById(credentials.clientId());
    var hash = RandomSecret.hash(credentials.clientSecret());
    if (stored.filter(found -> found.secretHash().equals(hash)).isEmpty()) {
      // What the file before this one held counts no more.
      applications.deleteOf(origin());
      stored.ifPresent(found -> applications.delete(found));
      applications.save(
          new ClientApplication(
              credentials.clientId(), admin.id(), "credentials file", hash, origin(), now()));
    }
    setPassword(admin, credentials.password());
  }

  private void setPassword(User admin, @Nullable String password) {
    if (password != null && admin.passwordHash() == null) {
      users.update(admin.with(admin.name(), admin.email(), Passwords.hashOfRandom(password)));
    }
  }

  private String origin() {
    return host() + ":" + file;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException _) {
      return "localhost";
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
