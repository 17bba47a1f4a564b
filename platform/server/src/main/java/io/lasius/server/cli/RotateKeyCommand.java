package io.lasius.server.cli;

import io.lasius.server.amount.Amounts;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Puts a new key in place of the one that secrets are encrypted with. */
@Command(
    name = "rotate-key",
    sortOptions = false,
    customSynopsis = "./lasius rotate-key",
    description = {
      "Encrypts all that the database holds encrypted with a new key. No server may run meanwhile.",
      "The new key is made and put into the key file of the data folder. Where LASIUS_SECRET_KEY holds the key, put the",
      "new one before it, with a comma between them, and remove the old one afterwards. Wherever this breaks off, both",
      "keys count, and the next call goes on.",
      ""
    },
    footer = {
      "",
      "Exit status: 0 if all is encrypted with the new key, 1 if it is not, 2 if the call is wrong."
    })
final class RotateKeyCommand implements Callable<Integer> {
  private final Console console;

  RotateKeyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    try {
      var rotated = OwnPlatform.rotateKey(DataFolder.of(console.environment()));
      console.say(
          "%s encrypted with the new key, the first in %s%s"
              .formatted(
                  Amounts.count(rotated.count(), "secret"),
                  rotated.origin(),
                  rotated.oldIsKnown() ? "; remove the others from there" : ""));
      return 0;
    } catch (IOException e) {
      throw CliException.failed(String.valueOf(e.getMessage()));
    }
  }
}
