/** Workspaces: whose sources, destinations and connections belong together. */
@NullMarked
package io.lasius.server.workspace;

import org.jspecify.annotations.NullMarked;
