package io.apexkv.kernel.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ItemsTest {

  @Test
  void anItemHasItsKeyAndNoOther() {
    ByteBuffer buffer = ByteBuffer.allocate(100);
    ByteBuffer text = ByteBuffer.wrap("..keys and more".getBytes(StandardCharsets.US_ASCII));
    Items.writeKey(buffer, 10, text, 2, 4);
    Items.writeValue(buffer, 10, text, 2, 8);
    assertTrue(Items.hasKey(buffer, 10, text, 2, 4));
    assertFalse(Items.hasKey(buffer, 10, text, 2, 3), "a prefix");
    assertFalse(Items.hasKey(buffer, 10, text, 2, 5), "an extension");
    assertFalse(Items.hasKey(buffer, 10, text, 1, 4), "as long, but different");
    assertEquals(4, Items.keyLength(buffer, 10));
    assertEquals(8, Items.valueLength(buffer, 10));
    assertEquals(20, Items.valueOffset(buffer, 10));
    assertEquals(18, Items.bytes(4, 8));
    assertEquals('k', buffer.get(20));
  }

  @Test
  void theLongestKeyAndValueKeepTheirLengths() {
    ByteBuffer buffer = ByteBuffer.allocate(2 << 20);
    Items.writeKey(buffer, 0, ByteBuffer.allocate(4096), 0, 4096);
    Items.writeValue(buffer, 0, ByteBuffer.allocate(1 << 20), 0, 1 << 20);
    assertEquals(4096, Items.keyLength(buffer, 0));
    assertEquals(1 << 20, Items.valueLength(buffer, 0));
  }
}
