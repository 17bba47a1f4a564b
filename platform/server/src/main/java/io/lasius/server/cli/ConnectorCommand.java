package io.lasius.server.cli;

import picocli.CommandLine.Command;

/** The connectors that the platform knows. */
@Command(
    name = "connector",
    customSynopsis = "./lasius connector add IMAGE [OPTION...]",
    description =
        "The connectors that the platform knows; ./lasius connector add --help tells more.")
final class ConnectorCommand {}
