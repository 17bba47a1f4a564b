package io.lasius.connector.fault;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lasius.protocol.json.Json;
import io.lasius.protocol.message.ErrorTrace;
import io.lasius.protocol.wire.MessageCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * The lines of a faultless connector on their way out of the process: here they go wrong. Used by
 * one thread at a time.
 */
final class FaultyOutput implements WritableByteChannel {
  private static final byte[] ODD_FIELD = ",\"odd\":".getBytes(UTF_8);
  private static final byte[] NOT_UTF8 = {'"', (byte) 0xff, '"'};
  private static final int CHUNK = 64 << 10;
  private static final byte[] HALF_A_LINE = "{\"type\":\"STATE\",\"state\":{\"ty".getBytes(UTF_8);

  private final WritableByteChannel out;
  private final Crash crash;
  private final StateForms forms;
  private final Faults faults;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final ByteArrayOutputStream gathered = new ByteArrayOutputStream();
  private boolean undercounts;
  private long written;

  FaultyOutput(WritableByteChannel out, FaultConfig config, int attempt, Crash crash) {
    this.out = out;
    this.crash = crash;
    this.forms = new StateForms(config.states());
    this.faults = new Faults(config.fault(), attempt, this::strike);
  }

  Faults faults() {
    return faults;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    crash.requireAlive();
    int length = bytes.remaining();
    while (bytes.hasRemaining()) {
      byte next = bytes.get();
      if (next == '\n') {
        pass(line.toByteArray());
        line.reset();
      } else {
        line.write(next);
      }
    }
    drain();
    return length;
  }

  /** Writes what was held back; the connector has done its work. */
  void end() throws IOException {
    crash.requireAlive();
    for (String state : forms.rest()) {
      gather(state.getBytes(UTF_8));
    }
    drain();
    faults.atEnd();
  }

  @Override
  public boolean isOpen() {
    return out.isOpen();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void pass(byte[] text) throws IOException {
    if (NumberStream.isRecord(text)) {
      if (!faults.sends(text)) {
        gather(text);
      }
      return;
    }
    JsonNode message = Json.mapper().readTree(text);
    if (message.path("type").asText().equals("STATE")) {
      passState(text, message);
    } else {
      gather(text);
    }
  }

  private void passState(byte[] text, JsonNode message) throws IOException {
    faults.beforeState(text);
    JsonNode counted = undercounts ? StateForms.withMore(message, -1) : message;
    String line = undercounts ? Json.write(counted) : new String(text, UTF_8);
    undercounts = false;
    for (String state : forms.apply(line, counted)) {
      gather(state.getBytes(UTF_8));
    }
    faults.afterState();
  }

  private void strike(Fault fault, byte[] text) throws IOException {
    crash.say("fault: " + fault.action());
    switch (fault.action()) {
      case EXIT -> exit(fault);
      case TORN_LINE -> {
        half(text);
        exit(fault);
      }
      case HANG -> hang();
      case ERROR -> {
        gather(MessageCodec.write(error(fault)));
        exit(fault);
      }
      case GARBAGE -> gather("garbage, as was asked for".getBytes(UTF_8));
      case UNDELIVERABLE -> gather(withoutData(text));
      case BROKEN_LINE -> {
        half(text);
        gathered.write('\n');
      }
      case UNDERCOUNT -> undercounts = true;
      case ODD -> gather(withField(text, fault.text().getBytes(UTF_8)));
      case NOT_UTF8 -> gather(withField(text, NOT_UTF8));
      case LONG_LINE -> writeLong(text, fault.size());
      case CHATTER -> crash.chatter(fault.size());
      case DEAF -> {
        crash.process().ignoreSigterm();
        hang();
      }
      case CHILD -> {
        crash.process().startChild();
        exit(fault);
      }
      case MEMORY -> crash.process().takeAllMemory();
    }
  }

  private void gather(byte[] text) {
    gathered.writeBytes(text);
    gathered.write('\n');
  }

  private void half(byte[] text) {
    byte[] whole = text.length == 0 ? HALF_A_LINE : text;
    gathered.write(whole, 0, text.length == 0 ? whole.length : whole.length / 2);
  }

  private void drain() throws IOException {
    byte[] bytes = gathered.toByteArray();
    gathered.reset();
    int length = faults.writtenOf(bytes.length, written);
    writeOut(bytes, length);
    if (length < bytes.length) {
      faults.atByte();
    }
  }

  private void writeOut(byte[] bytes, int length) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes, 0, length);
    while (left.hasRemaining()) {
      out.write(left);
    }
    written += length;
  }

  /** A line that is never in memory as a whole. */
  private void writeLong(byte[] record, long size) throws IOException {
    int at = NumberStream.afterId(record);
    gathered.write(record, 0, at);
    gathered.writeBytes(ODD_FIELD);
    gathered.write('"');
    byte[] chunk = "x".repeat(CHUNK).getBytes(UTF_8);
    for (long left = size; left > 0; left -= CHUNK) {
      drain();
      gathered.write(chunk, 0, (int) Math.min(left, CHUNK));
    }
    gathered.write('"');
    gathered.write(record, at, record.length - at);
    gathered.write('\n');
    drain();
  }

  /** The record with a further field. */
  private static byte[] withField(byte[] record, byte[] value) {
    var line = new ByteArrayOutputStream();
    int at = NumberStream.afterId(record);
    line.write(record, 0, at);
    line.writeBytes(ODD_FIELD);
    line.writeBytes(value);
    line.write(record, at, record.length - at);
    return line.toByteArray();
  }

  private void exit(Fault fault) throws IOException {
    drain();
    crash.happen(fault.exitStatus());
  }

  private void hang() throws IOException {
    drain();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("a hang was interrupted");
    }
  }

  private static byte[] withoutData(byte[] text) throws IOException {
    JsonNode message = Json.mapper().readTree(text);
    if (message.path("record") instanceof ObjectNode record) {
      record.put("data", "this should be an object");
    }
    return Json.write(message).getBytes(UTF_8);
  }

  private static ErrorTrace error(Fault fault) {
    var error =
        new ErrorTrace.ConnectorError(
            "the fault that was asked for", null, null, fault.failureType(), null, Map.of());
    return new ErrorTrace(BigDecimal.valueOf(System.currentTimeMillis()), error, Map.of());
  }
}
