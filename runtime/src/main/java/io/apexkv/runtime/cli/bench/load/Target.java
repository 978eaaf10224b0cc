package io.apexkv.runtime.cli.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/** Whom to load. */
public interface Target {

  /**
   * A process whose CPU time counts.
   *
   * @param name for a person: {@code leader}, {@code redis}
   */
  record Server(String name, long pid) {}

  /**
   * Where connection {@code index} of a load goes to.
   *
   * @throws IOException if that can't be found out
   */
  InetSocketAddress address(int index) throws IOException;

  /** What a new connection speaks. */
  Wire wire(Load load);

  /** Its processes on this machine; empty if it runs elsewhere. */
  List<Server> servers();
}
