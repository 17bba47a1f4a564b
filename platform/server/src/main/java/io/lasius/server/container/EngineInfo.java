package io.lasius.server.container;

/**
 * What an engine says of itself.
 *
 * @param id tells it from every other engine, whatever its address
 * @param version the engine's version, such as 20.10.24
 * @param apiVersion the version of its API that is spoken, such as 1.41
 * @param bridge whether it has the network {@code bridge}
 * @param cpus cores of its machine
 * @param memoryBytes memory of its machine
 */
public record EngineInfo(
    String id, String version, String apiVersion, boolean bridge, int cpus, long memoryBytes) {
  /**
   * The network of a connector that talks to a network: {@code bridge}, or {@code host} where the
   * engine has no bridge.
   */
  public String defaultNetwork() {
    return bridge ? "bridge" : "host";
  }
}
