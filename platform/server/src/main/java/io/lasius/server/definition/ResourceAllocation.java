package io.lasius.server.definition;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.lasius.protocol.json.Json;
import io.lasius.replication.ConnectorCommand;
import io.lasius.replication.ConnectorLimits;
import io.lasius.server.http.Problem;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * How much of the machine a connector's containers may use, in the form that Airbyte's API has for
 * it. Its limits count; what is requested is kept and shown, but nothing is set aside for it.
 *
 * @param standard for each job
 * @param jobSpecific for some, instead of that
 */
public record ResourceAllocation(
    @JsonProperty("default") @Nullable Requirements standard,
    @Nullable List<JobRequirements> jobSpecific) {
  /** Nothing but what every connector has. */
  public static final ResourceAllocation NONE = new ResourceAllocation(null, null);

  private static final Set<String> JOB_TYPES =
      Set.of(
          "get_spec",
          "check_connection",
          "discover_schema",
          "sync",
          "reset_connection",
          "connection_updater",
          "replicate",
          "refresh");

  /** The engine starts no container with less. */
  private static final BigDecimal LEAST_MEMORY = BigDecimal.valueOf(6L << 20);

  /** More than any machine has, be it bytes or cores. */
  private static final BigDecimal MOST = BigDecimal.valueOf(1L << 50);

  private static final BigDecimal LEAST_CPUS = new BigDecimal("0.01");

  public ResourceAllocation {
    jobSpecific = jobSpecific == null ? null : List.copyOf(jobSpecific);
  }

  /**
   * What is stored.
   *
   * @param json null for none
   */
  public static ResourceAllocation parse(@Nullable String json) {
    if (json == null) {
      return NONE;
    }
    try {
      return Json.mapper().readValue(json, ResourceAllocation.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a stored resource allocation cannot be read", e);
    }
  }

  /**
   * As it is stored.
   *
   * @throws io.lasius.server.http.ProblemException 400 where it makes no sense
   */
  public String checked() {
    if (standard != null) {
      standard.check("resourceAllocation.default");
    }
    for (var job : specific()) {
      var type = job.jobType();
      if (type == null || !JOB_TYPES.contains(type.toLowerCase(Locale.ROOT))) {
        throw Problem.badRequest(
                "resourceAllocation.jobSpecific has the jobType '%s', but must have one of %s"
                    .formatted(type, new TreeSet<>(JOB_TYPES)))
            .asException();
      }
      if (job.resourceRequirements() != null) {
        job.resourceRequirements().check("resourceAllocation.jobSpecific." + type);
      }
    }
    return Json.write(Json.mapper().valueToTree(this));
  }

  /** What the container of a command may use. */
  ConnectorLimits limits(ConnectorCommand command) {
    var limits = standard == null ? ConnectorLimits.DEFAULT : standard.on(ConnectorLimits.DEFAULT);
    for (var job : specific()) {
      var requirements = job.resourceRequirements();
      if (requirements != null && isOf(command, String.valueOf(job.jobType()))) {
        limits = requirements.on(limits);
      }
    }
    return limits;
  }

  private List<JobRequirements> specific() {
    return jobSpecific == null ? List.of() : jobSpecific;
  }

  private static boolean isOf(ConnectorCommand command, String jobType) {
    return switch (command.name()) {
      case "spec" -> jobType.equalsIgnoreCase("get_spec");
      case "check" -> jobType.equalsIgnoreCase("check_connection");
      case "discover" -> jobType.equalsIgnoreCase("discover_schema");
      default -> jobType.equalsIgnoreCase("sync");
    };
  }

  /** Quantities as in {@code 500m}, {@code 1.5} or {@code 2Gi}; blank for none. */
  public record Requirements(
      @JsonProperty("cpu_request") @Nullable String cpuRequest,
      @JsonProperty("cpu_limit") @Nullable String cpuLimit,
      @JsonProperty("memory_request") @Nullable String memoryRequest,
      @JsonProperty("memory_limit") @Nullable String memoryLimit,
      @JsonProperty("ephemeral_storage_request") @Nullable String ephemeralStorageRequest,
      @JsonProperty("ephemeral_storage_limit") @Nullable String ephemeralStorageLimit) {
    private void check(String path) {
      check(path + ".cpu_request", cpuRequest, BigDecimal.ZERO);
      check(path + ".cpu_limit", cpuLimit, LEAST_CPUS);
      check(path + ".memory_request", memoryRequest, BigDecimal.ZERO);
      check(path + ".memory_limit", memoryLimit, LEAST_MEMORY);
      check(path + ".ephemeral_storage_request", ephemeralStorageRequest, BigDecimal.ZERO);
      check(path + ".ephemeral_storage_limit", ephemeralStorageLimit, BigDecimal.ZERO);
    }

    private static void check(String path, @Nullable String text, BigDecimal least) {
      if (text == null || text.isBlank()) {
        return;
      }
      var quantity = Quantity.parse(text);
      if (quantity.isEmpty()
          || quantity.get().compareTo(least) < 0
          || quantity.get().compareTo(MOST) > 0) {
        throw Problem.badRequest(
                "%s is '%s', but must be a quantity such as 500m, 1.5 or 2Gi, from %s to %s"
                    .formatted(path, text, least.toPlainString(), MOST.toPlainString()))
            .asException();
      }
    }

    private ConnectorLimits on(ConnectorLimits limits) {
      return new ConnectorLimits(
          amount(memoryLimit).map(BigDecimal::longValue).orElse(limits.memoryBytes()),
          amount(cpuLimit).map(BigDecimal::doubleValue).orElse(limits.cpus()),
          limits.pids());
    }

    private static Optional<BigDecimal> amount(@Nullable String text) {
      return text == null ? Optional.empty() : Quantity.parse(text);
    }
  }

  /** On the wire. */
  public record JobRequirements(
      @Nullable String jobType, @Nullable Requirements resourceRequirements) {}
}
