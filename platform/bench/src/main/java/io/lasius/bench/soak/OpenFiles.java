package io.lasius.bench.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What a process holds open, as the kernel lists it. */
record OpenFiles(long sockets, long pipes, long files, long others) {
  static OpenFiles of(Path process) throws IOException {
    long sockets = 0;
    long pipes = 0;
    long files = 0;
    long others = 0;
    try (var descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        String target = target(descriptor);
        if (target.startsWith("socket:")) {
          sockets++;
        } else if (target.startsWith("pipe:")) {
          pipes++;
        } else if (target.startsWith("/")) {
          files++;
        } else if (!target.isEmpty()) {
          others++;
        }
      }
    }
    return new OpenFiles(sockets, pipes, files, others);
  }

  long all() {
    return sockets + pipes + files + others;
  }

  /** Empty where it was closed meanwhile. */
  private static String target(Path descriptor) throws IOException {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (NoSuchFileException _) {
      return "";
    }
  }
}
