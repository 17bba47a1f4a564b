package io.lasius.connector.fault;

import io.lasius.sdk.StateKind;
import io.lasius.sdk.config.Setting;
import org.jspecify.annotations.Nullable;

/**
 * The settings of both sides; each ignores what is the other's.
 *
 * @param filling characters of text in each record, beside its number
 * @param folder where the destination writes; null where it only counts
 */
record FaultConfig(
    @Setting(
            title = "Records",
            description = "Source: so many records in each stream, numbered from 1.",
            defaultValue = "1000",
            minimum = 0)
        long records,
    @Setting(
            title = "Streams",
            description = "Source: streams numbers_1, numbers_2 and so on.",
            defaultValue = "1",
            minimum = 1,
            maximum = 10_000)
        int streams,
    @Setting(
            title = "Records per state",
            description = "Source: after so many records it tells its position.",
            defaultValue = "100",
            minimum = 1)
        long recordsPerState,
    @Setting(
            title = "Filling",
            description = "Source: characters of text in each record, beside its number.",
            defaultValue = "0",
            minimum = 0,
            maximum = 10e6)
        int filling,
    @Setting(
            title = "Filling of the schema",
            description = "Source: characters of text in each stream's schema.",
            defaultValue = "0",
            minimum = 0,
            maximum = 10e6)
        int schemaFilling,
    @Setting(
            title = "Type of state",
            description = "Source: by stream, all streams together (global), or the old form.",
            defaultValue = "stream")
        StateKind stateType,
    @Setting(
            title = "Folder",
            description =
                "Destination: each stream becomes a file of JSON lines in this folder under /local."
                    + " Not set: records are only counted.",
            examples = "/local/numbers")
        @Nullable String folder,
    @Setting(
            title = "States",
            description =
                "How states are written. twice: each two times. never: not at all. late: all at the"
                    + " end. reversed: the second before the first, the fourth before the third."
                    + " rewritten: numbers in another form, and all that the protocol does not ask"
                    + " for is dropped. unwrapped: the same, without the envelope. miscounted: one"
                    + " record too many. mixed: from the second on, as global states. stranger: of"
                    + " a stream that nobody asked for.",
            defaultValue = "faithful")
        States states,
    @Setting(title = "Fault", description = "What breaks; nothing where it is not set.")
        @Nullable Fault fault) {

  /** Whether it does all that a connector should. */
  boolean isFaultless() {
    return fault == null && states == States.FAITHFUL;
  }

  /** How states are written. */
  enum States {
    FAITHFUL,
    TWICE,
    NEVER,
    LATE,
    REVERSED,
    REWRITTEN,
    UNWRAPPED,
    MISCOUNTED,
    MIXED,
    STRANGER
  }
}
