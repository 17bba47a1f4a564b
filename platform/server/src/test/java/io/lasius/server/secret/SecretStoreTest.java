package io.lasius.server.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.lasius.protocol.json.Json;
import io.lasius.replication.ConnectorRole;
import io.lasius.server.OnEachDatabase;
import io.lasius.server.StoreUnderTest;
import io.lasius.server.workspace.Workspace;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.exceptions.IllegalTransactionStateException;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
@OnEachDatabase
final class SecretStoreTest {
  private static final JsonNode PASSWORD = TextNode.valueOf("hunter2 – geheim");

  private final StoreUnderTest store;
  private final SecretStore secrets;
  private final TransactionOperations<?> transactions;
  private SecretOwner owner = new SecretOwner.Actor(new UUID(0, 0), Workspace.DEFAULT);

  SecretStoreTest(StoreUnderTest store) {
    this.store = store;
    this.secrets = store.bean(SecretStore.class);
    this.transactions = store.bean(TransactionOperations.class);
  }

  @BeforeEach
  void makeAnActor() throws SQLException {
    store.clear();
    owner = actor();
  }

  @Test
  void givesBackWhatItStored() throws Exception {
    var password = UUID.randomUUID();
    var key = UUID.randomUUID();
    var object = Json.parse("{\"n\":37.00,\"list\":[1]}");

    put(Map.of(password, PASSWORD, key, object), Set.of(password, key));

    assertThat(secrets.values(owner)).isEqualTo(Map.of(password, PASSWORD, key, object));
  }

  @Test
  void showsNobodyWhoReadsTheTableWhatItStored() throws Exception {
    var one = UUID.randomUUID();
    var two = UUID.randomUUID();

    put(Map.of(one, PASSWORD, two, PASSWORD), Set.of(one, two));

    var stored = store.texts("SELECT encrypted FROM secret");
    assertThat(stored).doesNotHaveDuplicates().noneMatch(text -> text.contains("hunter2"));
  }

  @Test
  void refusesASecretThatWasPutInPlaceOfAnother() throws Exception {
    var one = UUID.randomUUID();
    var two = UUID.randomUUID();
    put(Map.of(one, PASSWORD, two, TextNode.valueOf("other")), Set.of(one, two));

    store.execute(
        "UPDATE secret SET encrypted = (SELECT encrypted FROM secret WHERE id = ?) WHERE id = ?",
        one,
        two);

    assertThatThrownBy(() -> secrets.values(owner)).isInstanceOf(SecretException.class);
  }

  @Test
  void deletesWhatNothingRefersToAnyMore() {
    var old = UUID.randomUUID();
    var kept = UUID.randomUUID();
    var added = UUID.randomUUID();
    put(Map.of(old, PASSWORD, kept, PASSWORD), Set.of(old, kept));

    put(Map.of(added, TextNode.valueOf("new")), Set.of(kept, added));

    assertThat(secrets.values(owner))
        .isEqualTo(Map.of(kept, PASSWORD, added, TextNode.valueOf("new")));
  }

  @Test
  void keepsTheSecretsOfEachOwnerApart() throws Exception {
    var secret = UUID.randomUUID();
    var salt = UUID.randomUUID();
    var connection = new SecretOwner.Connection(store.connection().id(), Workspace.DEFAULT);
    put(Map.of(secret, PASSWORD), Set.of(secret));
    put(connection, Map.of(salt, TextNode.valueOf("salt")), Set.of(salt));

    var tried = UUID.randomUUID();
    var definition = new SecretOwner.Definition(definition(), Workspace.DEFAULT);
    put(definition, Map.of(tried, TextNode.valueOf("tried")), Set.of(tried));

    put(connection, Map.of(), Set.of(salt));

    assertThat(secrets.values(definition)).isEqualTo(Map.of(tried, TextNode.valueOf("tried")));
    assertThat(secrets.values(owner)).isEqualTo(Map.of(secret, PASSWORD));
    assertThat(secrets.values(connection)).isEqualTo(Map.of(salt, TextNode.valueOf("salt")));
    assertThat(secrets.values(actor())).isEmpty();
    assertThat(
            secrets.values(new SecretOwner.Connection(store.connection().id(), Workspace.DEFAULT)))
        .isEmpty();
  }

  @Test
  void changesNothingOutsideATransactionOfItsCaller() {
    assertThatThrownBy(() -> secrets.put(owner, Map.of(), Set.of()))
        .isInstanceOf(IllegalTransactionStateException.class);
  }

  private UUID definition() throws SQLException {
    return UUID.fromString(store.texts("SELECT id FROM connector_definition").getFirst());
  }

  private SecretOwner actor() throws SQLException {
    return new SecretOwner.Actor(
        store.actor(Workspace.DEFAULT, ConnectorRole.SOURCE), Workspace.DEFAULT);
  }

  private void put(Map<UUID, JsonNode> added, Set<UUID> referred) {
    put(owner, added, referred);
  }

  private void put(SecretOwner owner, Map<UUID, JsonNode> added, Set<UUID> referred) {
    transactions.executeWrite(_ -> {
      secrets.put(owner, added, referred);
      return owner;
    });
  }
}
