package io.lasius.connector.sample;

import io.lasius.sdk.StateKind;
import io.lasius.sdk.config.Setting;

/**
 * The settings.
 *
 * @param recordBytes 0 leaves records as they are
 */
record SampleConfig(
    @Setting(
            title = "Count",
            description =
                "How many users there are, and how many purchases. Products are at most 100.",
            defaultValue = "1000",
            minimum = 0,
            maximum = 1e15)
        long count,
    @Setting(
            title = "Seed",
            description = "Another seed gives other users, products and purchases.",
            defaultValue = "1")
        long seed,
    @Setting(
            title = "Records per state",
            description = "After so many records the source tells its position.",
            defaultValue = "1000",
            minimum = 1)
        long recordsPerState,
    @Setting(
            title = "Type of state",
            description =
                "How positions are told: by stream, all streams together (global), or in the old"
                    + " form (legacy).",
            defaultValue = "stream")
        StateKind stateType,
    @Setting(
            title = "Bytes per record",
            description =
                "Records are made about so long, with a field of filling; 0 leaves them as they"
                    + " are.",
            defaultValue = "0",
            minimum = 0,
            maximum = 60e6)
        int recordBytes) {}
