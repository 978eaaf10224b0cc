package io.apexkv.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TraceQueueTest {

  private final List<String> told = new ArrayList<>();
  private final Host host =
      (Host)
          Proxy.newProxyInstance(
              Host.class.getClassLoader(),
              new Class<?>[] {Host.class},
              (proxy, method, arguments) -> {
                told.add(method.getName() + " " + Arrays.toString(arguments));
                return null;
              });

  @Test
  void eventsAreToldOnceInTheOrderInWhichTheyCame() {
    TraceQueue traces = new TraceQueue();
    traces.emit(host);
    List<String> expected = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      for (Trace event : Trace.values()) {
        long group = (long) told.size() + event.ordinal();
        traces.add(event, group, Long.MIN_VALUE + group, -group);
        expected.add(
            "trace ["
                + event
                + ", "
                + group
                + ", "
                + (Long.MIN_VALUE + group)
                + ", "
                + -group
                + "]");
      }
      traces.emit(host);
      traces.emit(host);
    }
    assertEquals(expected, told);
  }
}
