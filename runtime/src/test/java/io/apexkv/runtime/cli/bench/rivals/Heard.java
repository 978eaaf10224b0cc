package io.apexkv.runtime.cli.bench.rivals;

import io.apexkv.runtime.cli.bench.load.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a wire understood. */
final class Heard implements Wire.Answers {

  final List<String> said = new ArrayList<>();

  @Override
  public void done(int slot) {
    said.add("done " + slot);
  }

  @Override
  public void value(int slot, ByteBuffer buffer, int offset, int length) {
    byte[] bytes = new byte[length];
    buffer.get(offset, bytes);
    said.add("value " + slot + " " + new String(bytes, StandardCharsets.ISO_8859_1));
  }

  @Override
  public void failed(int slot, String why) {
    said.add("failed " + slot + " " + why);
  }
}
