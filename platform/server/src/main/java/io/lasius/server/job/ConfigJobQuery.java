package io.lasius.server.job;

import io.lasius.server.http.ConfigPagination;
import io.lasius.server.http.Page.Slice;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a list of jobs may be asked for, in the form of Airbyte's configuration API.
 *
 * @param configTypes all where there are none
 * @param configId the connection
 * @param statuses all where there are none
 */
record ConfigJobQuery(
    @Nullable List<String> configTypes,
    @Nullable UUID configId,
    @Nullable List<String> statuses,
    @Nullable ConfigPagination pagination) {

  Slice slice() {
    return ConfigPagination.slice(pagination);
  }

  /**
   * As a filter.
   *
   * @param workspaces empty for any
   */
  JobSearch.Filter filter(List<UUID> workspaces) {
    return JobSearch.Filter.of(
        configId,
        workspaces,
        configTypes == null || configTypes.isEmpty()
            ? Arrays.asList(JobType.values())
            : configTypes.stream().flatMap(name -> ConfigJobWire.types(name).stream()).toList(),
        statuses == null || statuses.isEmpty()
            ? Arrays.asList(JobStatus.values())
            : statuses.stream().flatMap(name -> JobList.statuses(name).stream()).toList());
  }
}
