package io.lasius.server.definition;

import io.lasius.protocol.catalog.ConnectorSpecification;
import io.lasius.replication.ConnectorCommand;
import io.lasius.replication.ConnectorLaunch;
import io.lasius.replication.ConnectorRole;
import java.util.HashMap;
import java.util.Map;

/**
 * A definition whose image is at hand: what it says of itself, and how it runs.
 *
 * @param imageId the image's digest
 * @param supportsRefreshes whether the destination replaces old data by generation
 * @param supportsCountQuery whether it counts records by a query
 * @param localFolder whether the operator's folder is mounted
 * @param network the network of its containers
 * @param resources what they may use
 */
public record Connector(
    ConnectorDefinition definition,
    String imageId,
    ConnectorSpecification specification,
    boolean supportsRefreshes,
    boolean supportsCountQuery,
    boolean localFolder,
    String network,
    ResourceAllocation resources) {

  public ConnectorRole role() {
    return definition.role();
  }

  /** The same within the limits of who uses it. */
  public Connector within(ResourceAllocation allocation) {
    return new Connector(
        definition,
        imageId,
        specification,
        supportsRefreshes,
        supportsCountQuery,
        localFolder,
        network,
        allocation);
  }

  /** Another one may offer something else. */
  public String revision() {
    return definition.manifest() == null ? imageId : imageId + definition.manifest();
  }

  /**
   * How to start it.
   *
   * @param name of its container
   * @param environment variables beside those that every connector gets
   */
  public ConnectorLaunch launch(
      String name,
      ConnectorCommand command,
      Map<String, String> environment,
      Map<String, String> labels) {
    var variables = new HashMap<>(environment);
    variables.put("DEPLOYMENT_MODE", "OSS");
    variables.put("USE_STREAM_CAPABLE_STATE", "true");
    variables.put("WORKER_CONNECTOR_IMAGE", definition.image());
    // A JVM without memory must end, visibly, not limp on.
    variables.put("JAVA_OPTS", "-XX:+ExitOnOutOfMemoryError");
    return new ConnectorLaunch(
        name,
        role(),
        imageId,
        command,
        variables,
        labels,
        resources.limits(command),
        network,
        localFolder);
  }
}
