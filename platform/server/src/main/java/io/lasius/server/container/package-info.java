/**
 * Connectors as containers: the engine, its images, and the way of bytes into and out of a
 * container. The only package that knows the engine's API. It needs no framework: the command line
 * uses it as the server does.
 */
@NullMarked
package io.lasius.server.container;

import org.jspecify.annotations.NullMarked;
