package io.lasius.server.attemptlog;

/**
 * Some lines of a log.
 *
 * @param lines whole lines of JSON, each with its end; empty where there are none yet
 * @param next offset in bytes from which to read on
 * @param open whether the attempt still writes: then more may follow
 */
public record LogPart(String lines, long next, boolean open) {}
