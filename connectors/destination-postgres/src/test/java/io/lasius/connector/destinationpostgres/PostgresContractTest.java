package io.lasius.connector.destinationpostgres;

import io.lasius.sdk.testkit.ConnectorHarness;

final class PostgresContractTest extends PostgresContract {
  @Override
  protected ConnectorHarness connector() {
    return ConnectorHarness.of(new PostgresDestination());
  }
}
