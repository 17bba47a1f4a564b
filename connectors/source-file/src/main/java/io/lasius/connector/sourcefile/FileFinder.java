package io.lasius.connector.sourcefile;

import io.lasius.sdk.ConfigException;
import io.lasius.sdk.local.LocalFolder;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * Finds the files that a path or a pattern names. A pattern passes over hidden files and folders,
 * which hold what is still being written, and does not descend into linked folders.
 */
final class FileFinder {
  private static final String WILDCARDS = "*?[{";

  private final LocalFolder folder;

  FileFinder(LocalFolder folder) {
    this.folder = folder;
  }

  /** The files, in the order of their names; none where nothing is there. */
  List<DataFile> find(String pattern) throws ConfigException, IOException {
    folder.requireRoot();
    var found = new ArrayList<Path>();
    if (isFile(pattern)) {
      found.add(folder.resolve(pattern));
    } else if (pattern.chars().anyMatch(each -> WILDCARDS.indexOf(each) >= 0)) {
      search(pattern, found);
    }
    var files = new ArrayList<DataFile>();
    for (Path path : found) {
      Path real = folder.real(path);
      if (Files.isRegularFile(real)) {
        files.add(new DataFile(folder.root().relativize(path).toString(), real));
      }
    }
    files.sort(Comparator.comparing(DataFile::name));
    return files;
  }

  /** A name may hold brackets and stars of its own. */
  private boolean isFile(String pattern) throws ConfigException {
    return Files.isRegularFile(folder.resolve(pattern));
  }

  private void search(String pattern, List<Path> found) throws ConfigException, IOException {
    String base = base(pattern);
    Path start = folder.resolve(base);
    if (!Files.isDirectory(start)) {
      return;
    }
    folder.real(start);
    String rest = pattern.substring(base.length()).replaceFirst("^/+", "");
    var whole = matcher(rest);
    // "**/" means any folder, also none.
    var near = matcher(rest.replace("**/", ""));
    Files.walkFileTree(
        start,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path each, BasicFileAttributes attributes) {
            return isHidden(start, each) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path each, BasicFileAttributes attributes) {
            Path relative = start.relativize(each);
            if (!isHidden(start, each) && (whole.matches(relative) || near.matches(relative))) {
              found.add(each);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static boolean isHidden(Path start, Path each) {
    return !each.equals(start) && each.getFileName().toString().startsWith(".");
  }

  /** The folders before the first that holds a wildcard. */
  private static String base(String pattern) {
    int wildcard = 0;
    while (WILDCARDS.indexOf(pattern.charAt(wildcard)) < 0) {
      wildcard++;
    }
    return pattern.substring(0, pattern.lastIndexOf('/', wildcard) + 1);
  }

  private static PathMatcher matcher(String pattern) throws ConfigException {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    } catch (PatternSyntaxException | InvalidPathException e) {
      throw new ConfigException(
          "the pattern '%s' is malformed: %s".formatted(pattern, e.getMessage()), e);
    }
  }
}
