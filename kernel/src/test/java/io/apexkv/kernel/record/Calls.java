package io.apexkv.kernel.record;

import io.apexkv.kernel.base.Nullable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** Stands in for any interface, and keeps every call in words; ranges of bytes in hexadecimal. */
final class Calls implements InvocationHandler {

  final List<String> all = new ArrayList<>();

  /** What {@code nextDeadlineNanos} and {@code bootCounter} answer. */
  long answer;

  <T> T as(Class<T> type) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this));
  }

  @Override
  public @Nullable Object invoke(
      Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
    if (method.getReturnType() == long.class) {
      return answer;
    }
    StringBuilder call = new StringBuilder(method.getName());
    int count = arguments == null ? 0 : arguments.length;
    for (int i = 0; arguments != null && i < count; i++) {
      boolean isRange =
          arguments[i] instanceof ByteBuffer
              && i + 2 < count
              && arguments[i + 2] instanceof Integer;
      if (isRange && arguments[i] instanceof ByteBuffer buffer) {
        byte[] bytes = new byte[(Integer) arguments[i + 2]];
        buffer.get((Integer) arguments[i + 1], bytes);
        call.append(" [").append(HexFormat.of().formatHex(bytes)).append(']');
        i += 2;
      } else {
        call.append(' ').append(arguments[i] instanceof ByteBuffer ? "buffer" : arguments[i]);
      }
    }
    all.add(call.toString());
    return null;
  }
}
