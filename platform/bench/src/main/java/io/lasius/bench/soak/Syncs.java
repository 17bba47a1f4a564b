package io.lasius.bench.soak;

import com.fasterxml.jackson.databind.JsonNode;
import io.lasius.bench.Platform;
import io.lasius.bench.soak.Fleet.Member;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What became of the syncs, by the platform's own account. For one thread. */
final class Syncs {
  private static final String NEWEST = "/jobs?limit=100&orderBy=createdAt%7CDESC";

  private final Platform platform;
  private final Map<String, Member> members = new HashMap<>();
  private final Set<Long> open = new HashSet<>();
  private final Set<Long> ended = new HashSet<>();
  private final Set<String> filled = new HashSet<>();
  private final Map<Long, Instant> due = new HashMap<>();
  private final Map<String, Integer> missed = new HashMap<>();
  private final Map<String, Integer> verdicts = new TreeMap<>();
  private Instant countedFrom = Instant.MAX;
  private Duration longest = Duration.ZERO;
  private int succeeded;
  private int failed;
  private int retried;
  private long committed;
  private long expected;

  /**
   * The sums so far.
   *
   * @param verdicts of all attempts
   * @param missed times of schedules that were missed; it and the longest time from a due time to
   *     the end of its sync are of the time since {@link #countFrom}
   * @param committed records; so are the expected ones
   */
  record Sums(
      int succeeded,
      int failed,
      int retried,
      Map<String, Integer> verdicts,
      int missed,
      Duration longest,
      long committed,
      long expected) {}

  Syncs(Platform platform, List<Member> members) {
    this.platform = platform;
    members.forEach(member -> this.members.put(member.connection(), member));
  }

  /** Leaves out what was due earlier where it is about time. */
  void countFrom(Instant time) {
    countedFrom = time;
  }

  /** Whether an attempt is under way; in a pause, others may wait. */
  boolean idle() throws IOException, InterruptedException {
    return platform.get("/jobs?status=running").path("data").isEmpty();
  }

  /** Learns what is new; to be called several times a minute. */
  Sums look() throws IOException, InterruptedException {
    for (String connection : members.keySet()) {
      lookAtSchedule(connection);
    }
    for (JsonNode job : platform.get(NEWEST).path("data")) {
      long number = job.path("jobId").asLong();
      if (!ended.contains(number)) {
        open.add(number);
      }
    }
    for (long number : List.copyOf(open)) {
      JsonNode job = platform.get("/jobs/" + number);
      String status = job.path("status").asText();
      if (!status.equals("pending") && !status.equals("running")) {
        open.remove(number);
        ended.add(number);
        count(job, status.equals("succeeded"));
      }
    }
    return new Sums(
        succeeded,
        failed,
        retried,
        Map.copyOf(verdicts),
        missed.values().stream().mapToInt(Integer::intValue).sum(),
        longest,
        committed,
        expected);
  }

  private void lookAtSchedule(String connection) throws IOException, InterruptedException {
    JsonNode schedule = platform.get("/connections/%s/schedule?count=1".formatted(connection));
    JsonNode last = schedule.path("last");
    if (last.hasNonNull("jobId")) {
      due.put(last.path("jobId").asLong(), Instant.parse(last.path("dueAt").asText()));
    }
    JsonNode found = schedule.path("missed");
    if (found.hasNonNull("from")
        && !Instant.parse(found.path("from").asText()).isBefore(countedFrom)) {
      missed.merge(
          connection + found.path("from").asText(), found.path("count").asInt(), Math::max);
    }
  }

  private void count(JsonNode job, boolean success) throws IOException, InterruptedException {
    long number = job.path("jobId").asLong();
    JsonNode attempts = platform.get("/jobs/%d/attempts".formatted(number)).path("data");
    for (JsonNode attempt : attempts) {
      verdicts.merge(attempt.path("verdict").path("kind").asText("none"), 1, Integer::sum);
    }
    retried += attempts.size() > 1 ? 1 : 0;
    committed += job.path("rowsSynced").asLong();
    if (!success) {
      failed++;
      System.out.printf("job %d did not succeed: %s%n", number, attempts);
      return;
    }
    succeeded++;
    Member member = members.get(job.path("connectionId").asText());
    if (member != null && (!member.incremental() || filled.add(member.connection()))) {
      expected += member.records();
    }
    Instant dueAt = due.remove(number);
    if (dueAt != null && !dueAt.isBefore(countedFrom)) {
      var took = Duration.between(dueAt, Instant.parse(job.path("lastUpdatedAt").asText()));
      longest = took.compareTo(longest) > 0 ? took : longest;
    }
  }
}
