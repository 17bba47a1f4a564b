import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/** A connector as small as can be, for the tests of the image that every connector gets. */
class Toy {
  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "spec" -> System.out.println("{\"type\":\"SPEC\",\"spec\":{\"connectionSpecification\":{}}}");
      case "check" -> System.out.println(ProcessHandle.current().pid());
      case "discover" -> System.out.println(System.getProperty("sun.jnu.encoding"));
      case "read" -> exhaustMemory();
      case "write" -> System.in.transferTo(System.out);
      case "train" -> System.out.println(Files.readString(Path.of("/local/input")));
      default -> System.exit(2);
    }
  }

  private static void exhaustMemory() {
    var blocks = new ArrayList<byte[]>();
    while (true) {
      blocks.add(new byte[10_000_000]);
    }
  }
}
