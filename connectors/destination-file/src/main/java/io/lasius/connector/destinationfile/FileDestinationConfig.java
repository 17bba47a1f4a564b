package io.lasius.connector.destinationfile;

import io.lasius.sdk.config.Setting;

/** Where to write, and how. */
record FileDestinationConfig(
    @Setting(
            title = "Folder",
            description =
                "A folder in the operator's folder /local; it is made where there is none. Each"
                    + " stream becomes a file in it, in a folder of its namespace.",
            defaultValue = "/local",
            examples = "/local/output")
        String folder,
    @Setting(
            title = "Format",
            description =
                "JSON lines are the records as they came. CSV has the columns of the stream's schema;"
                    + " a record with any other field fails the stream.",
            defaultValue = "jsonl")
        FileFormat format,
    @Setting(
            title = "Compression",
            description = "Whether files are compressed.",
            defaultValue = "none")
        Compression compression) {}
