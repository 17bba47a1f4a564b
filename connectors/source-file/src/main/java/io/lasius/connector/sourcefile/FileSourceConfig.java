package io.lasius.connector.sourcefile;

import io.lasius.sdk.config.Setting;
import org.jspecify.annotations.Nullable;

/**
 * What to read, and how.
 *
 * @param typeRows rows of each file from which types are found; 0 means all
 * @param recordsPerState records after which the position is told
 */
record FileSourceConfig(
    @Setting(
            title = "Path",
            description =
                "A file or a pattern of files in the operator's folder /local. * and ? stand for"
                    + " characters of a name, {a,b} for either, **/ for any folders.",
            examples = {"/local/airports.csv", "/local/weather/*.csv", "/local/**/*.jsonl.gz"})
        String path,
    @Setting(
            title = "Format",
            description = "Files compressed with gzip are read as they are.",
            defaultValue = "{\"type\":\"csv\"}")
        FileFormat format,
    @Setting(
            title = "Streams",
            description = "A stream for each file, or a single one of all.",
            defaultValue = "per_file")
        StreamsSetting streams,
    @Setting(
            title = "Stream name",
            description = "Of a single stream; else streams are named after their files.",
            examples = "weather")
        @Nullable String streamName,
    @Setting(
            title = "Rows to find types",
            description =
                "How many rows of each file are looked at to find the types of columns; 0 for all.",
            defaultValue = "0",
            minimum = 0)
        long typeRows,
    @Setting(
            title = "On misfit",
            description =
                "What becomes of a value that is not of its column's type, and of a row that is not"
                    + " whole: the stream fails and tells file, line and column; or the value is"
                    + " null, and the record says so in meta.changes.",
            defaultValue = "fail")
        Misfit onMisfit,
    @Setting(
            title = "Records per state",
            description = "After so many records the position is told; a retry begins there.",
            defaultValue = "10000",
            minimum = 1)
        long recordsPerState) {}
