package io.lasius.sdk;

import com.fasterxml.jackson.databind.node.IntNode;
import io.lasius.protocol.catalog.CatalogStream;
import io.lasius.sdk.config.Setting;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A source of the tests that need a process of its own. */
final class ProcessSource implements Source<ProcessSource.Config> {
  enum Behaviour {
    /** Writes records without end. */
    ENDLESS,
    /** Writes one record and waits for ever. */
    WAITING,
    /** Prints to both streams. */
    PRINTING
  }

  record Config(@Setting Behaviour behaviour, @Setting(secret = true) String password) {}

  public static void main(String[] args) {
    System.exit(ConnectorMain.run(new ProcessSource(), args));
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public void check(Config config) {}

  @Override
  public List<SourceStream> streams(Config config) {
    return List.of(new Users(config));
  }

  private record Users(Config config) implements SourceStream {
    @Override
    public CatalogStream description() {
      return TestRun.stream("users");
    }

    @Override
    public void read(ReadRequest request, StreamOutput output)
        throws IOException, InterruptedException {
      switch (config.behaviour()) {
        case ENDLESS -> {
          for (int id = 1; id > 0; id++) {
            int number = id;
            output.record(data -> data.writeNumberField("id", number));
            if (output.stateDue()) {
              output.state(IntNode.valueOf(id));
            }
          }
        }
        case WAITING -> {
          output.record(data -> data.writeNumberField("id", 1));
          new CountDownLatch(1).await();
        }
        case PRINTING -> {
          System.out.print("connected with ");
          System.out.println(config.password());
          System.err.println("to stderr");
        }
      }
    }
  }
}
