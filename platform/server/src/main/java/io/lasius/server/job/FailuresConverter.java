package io.lasius.server.job;

import com.fasterxml.jackson.core.type.TypeReference;
import io.lasius.protocol.json.Json;
import io.lasius.replication.FailureReason;
import io.lasius.server.store.JsonConverter;
import jakarta.inject.Singleton;
import java.util.List;

/** The failures of an attempt as text. */
@Singleton
final class FailuresConverter extends JsonConverter<List<FailureReason>> {
  FailuresConverter() {
    super(new TypeReference<>() {});
  }

  /** Member by member: a getter of the record, such as whether it can be retried, is no member. */
  @Override
  protected String write(List<FailureReason> failures) {
    var array = Json.mapper().createArrayNode();
    for (var failure : failures) {
      var object = array.addObject().put("origin", failure.origin().name());
      object.set("type", Json.mapper().valueToTree(failure.type()));
      object.put("message", failure.message()).put("detail", failure.detail());
    }
    return Json.write(array);
  }
}
