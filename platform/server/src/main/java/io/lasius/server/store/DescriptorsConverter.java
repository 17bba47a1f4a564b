package io.lasius.server.store;

import com.fasterxml.jackson.core.type.TypeReference;
import io.lasius.protocol.catalog.StreamDescriptor;
import jakarta.inject.Singleton;
import java.util.List;

/** Names of streams as text. */
@Singleton
public final class DescriptorsConverter extends JsonConverter<List<StreamDescriptor>> {
  DescriptorsConverter() {
    super(new TypeReference<>() {});
  }
}
