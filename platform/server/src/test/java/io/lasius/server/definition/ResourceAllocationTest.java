package io.lasius.server.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lasius.protocol.json.Json;
import io.lasius.replication.ConnectorCommand;
import io.lasius.replication.ConnectorLimits;
import io.lasius.server.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ResourceAllocationTest {
  private static final ConnectorLimits USUAL = ConnectorLimits.DEFAULT;

  @Test
  void limitsContainersByDefaultAndByJob() throws Exception {
    var allocation =
        read(
            """
            {'default':{'memory_limit':'1Gi','cpu_limit':'1500m','memory_request':'10Gi'},
             'jobSpecific':[{'jobType':'sync','resourceRequirements':{'memory_limit':'3G'}},
                            {'jobType':'check_connection','resourceRequirements':{'cpu_limit':'0.5'}}]}\
            """);

    assertThat(allocation.limits(ConnectorCommand.discover("{}")))
        .isEqualTo(new ConnectorLimits(1L << 30, 1.5, USUAL.pids()));
    assertThat(allocation.limits(ConnectorCommand.check("{}")))
        .isEqualTo(new ConnectorLimits(1L << 30, 0.5, USUAL.pids()));
    assertThat(allocation.limits(ConnectorCommand.write("{}", "{}")))
        .isEqualTo(new ConnectorLimits(3_000_000_000L, 1.5, USUAL.pids()));
  }

  @Test
  void changesNothingWhereNothingIsTold() throws Exception {
    var blank = read("{'default':{'memory_limit':'','cpu_limit':' '}}");

    assertThat(blank.limits(ConnectorCommand.check("{}"))).isEqualTo(USUAL);
    assertThat(ResourceAllocation.NONE.limits(ConnectorCommand.check("{}"))).isEqualTo(USUAL);
    assertThat(ResourceAllocation.parse(null)).isEqualTo(ResourceAllocation.NONE);
  }

  @Test
  void isStoredAsItIsRead() throws Exception {
    var allocation = read("{'default':{'memory_limit':'1Gi'},'jobSpecific':[]}");

    assertThat(ResourceAllocation.parse(allocation.checked())).isEqualTo(allocation);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'default':{'memory_limit':'much'}} | resourceAllocation.default.memory_limit is 'much'",
        "{'default':{'memory_limit':'1m'}} | resourceAllocation.default.memory_limit is '1m'",
        "{'default':{'memory_limit':'16777216Ti'}} | resourceAllocation.default.memory_limit is '16777216Ti'",
        "{'default':{'cpu_limit':'-1'}} | resourceAllocation.default.cpu_limit is '-1'",
        "{'default':{'cpu_request':'1Xi'}} | resourceAllocation.default.cpu_request is '1Xi'",
        "{'jobSpecific':[{'jobType':'sink'}]} | has the jobType 'sink'",
        "{'jobSpecific':[{}]} | has the jobType 'null'",
        "{'jobSpecific':[{'jobType':'sync','resourceRequirements':{'cpu_limit':'x'}}]} | jobSpecific.sync.cpu_limit is 'x'",
      })
  void refusesWhatMakesNoSense(String json, String part) throws Exception {
    var allocation = read(json);

    assertThatThrownBy(allocation::checked)
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining(part);
  }

  private static ResourceAllocation read(String json) throws Exception {
    return Json.mapper().readValue(json.replace('\'', '"'), ResourceAllocation.class);
  }
}
