package io.lasius.server.container;

import org.jspecify.annotations.Nullable;

/**
 * What the operator sets for all connectors.
 *
 * @param localFolder what is mounted at {@code /local} where a connector asks for it; null for
 *     nothing
 * @param readOnlyRoot whether containers get a root file system that they cannot write to, beside a
 *     {@code /tmp} in memory; an image with the label {@code io.lasius.read-only-root=false} never
 *     does
 */
public record LauncherSettings(@Nullable LocalFolder localFolder, boolean readOnlyRoot) {
  /** Read-only, and no folder. */
  public static final LauncherSettings DEFAULT = new LauncherSettings(null, true);
}
