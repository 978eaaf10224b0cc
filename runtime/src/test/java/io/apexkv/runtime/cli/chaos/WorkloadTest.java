package io.apexkv.runtime.cli.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WorkloadTest {

  @Test
  void clientsOfAConnectionAskAtTheSameMomentsAndConnectionsInTurn() {
    assertEquals(
        List.of(0L, 0L, 0L, 0L, 100L, 100L, 100L, 100L, 200L, 200L),
        LongStream.range(0, 10)
            .map(client -> Workload.offsetNanos((int) client, 10, 300))
            .boxed()
            .toList());
  }
}
