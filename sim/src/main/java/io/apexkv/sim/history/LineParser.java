package io.apexkv.sim.history;

import java.util.Optional;

/** One recorded format: what its lines look like, and what they say. */
interface LineParser {
  /** A cheap look: whether the line has the shape of this format, be it well-formed or not. */
  boolean recognises(String line);

  /**
   * The event that a line tells; empty if it tells of no client (a nemesis, another logger).
   *
   * @throws MalformedLineException with what was found and what was expected
   */
  Optional<HistoryEvent> parse(String line) throws MalformedLineException;
}
