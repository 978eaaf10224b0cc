package io.apexkv.kernel.service;

import io.apexkv.kernel.Limits;
import io.apexkv.kernel.base.Bytes;
import io.apexkv.kernel.base.LongQueue;
import java.nio.ByteBuffer;
import java.util.ArrayList;

/** The reads that wait, in numbered slots that are used again, each with a copy of its key. */
final class PendingReads {

  private static final class Slot {
    final Request request = new Request();
    ByteBuffer key = ByteBuffer.allocate(64);
    int keyLength;
  }

  private final ArrayList<Slot> slots = new ArrayList<>();
  private final LongQueue free = new LongQueue();

  int add(Request request, ByteBuffer buffer, int keyOffset, int keyLength) {
    int number;
    if (free.isEmpty()) {
      number = slots.size();
      slots.add(new Slot());
    } else {
      number = (int) free.removeLast();
    }
    Slot slot = slots.get(number);
    request.copyTo(slot.request);
    if (slot.key.capacity() < keyLength) {
      slot.key = ByteBuffer.allocate(Math.min(Limits.MAX_KEY_BYTES, 2 * keyLength));
    }
    Bytes.copy(buffer, keyOffset, slot.key, 0, keyLength);
    slot.keyLength = keyLength;
    return number;
  }

  Request request(int slot) {
    return slots.get(slot).request;
  }

  ByteBuffer key(int slot) {
    return slots.get(slot).key;
  }

  int keyLength(int slot) {
    return slots.get(slot).keyLength;
  }

  void remove(int slot) {
    free.addLast(slot);
  }
}
