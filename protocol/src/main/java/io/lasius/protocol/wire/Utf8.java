package io.lasius.protocol.wire;

/** Valid UTF-8: no overlong forms, no surrogates, nothing beyond U+10FFFF. */
final class Utf8 {
  private Utf8() {}

  /** Bytes of the sequence of two or more that begins here; 0 where it is not valid. */
  static int sequenceLength(byte[] bytes, int at, int limit) {
    int lead = bytes[at] & 0xff;
    if (lead >= 0xc2 && lead <= 0xdf) {
      return continues(bytes, at + 1, limit, 0x80, 0xbf) ? 2 : 0;
    }
    if (lead >= 0xe0 && lead <= 0xef) {
      int low = lead == 0xe0 ? 0xa0 : 0x80;
      int high = lead == 0xed ? 0x9f : 0xbf;
      return continues(bytes, at + 1, limit, low, high)
              && continues(bytes, at + 2, limit, 0x80, 0xbf)
          ? 3
          : 0;
    }
    if (lead >= 0xf0 && lead <= 0xf4) {
      int low = lead == 0xf0 ? 0x90 : 0x80;
      int high = lead == 0xf4 ? 0x8f : 0xbf;
      return continues(bytes, at + 1, limit, low, high)
              && continues(bytes, at + 2, limit, 0x80, 0xbf)
              && continues(bytes, at + 3, limit, 0x80, 0xbf)
          ? 4
          : 0;
    }
    return 0;
  }

  private static boolean continues(byte[] bytes, int at, int limit, int low, int high) {
    int b = at < limit ? bytes[at] & 0xff : 0;
    return b >= low && b <= high;
  }
}
