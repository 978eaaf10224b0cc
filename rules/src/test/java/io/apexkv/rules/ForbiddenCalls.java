package io.apexkv.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import de.thetaphi.forbiddenapis.Checker;
import de.thetaphi.forbiddenapis.ForbiddenApiException;
import de.thetaphi.forbiddenapis.Logger;
import de.thetaphi.forbiddenapis.ParseException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Calls that would make two runs of one seed differ, found by forbiddenapis: those in {@code
 * nondeterminism.txt}, and its own list of calls that depend on the default locale, charset or time
 * zone.
 */
final class ForbiddenCalls {

  private ForbiddenCalls() {}

  /** One line for each forbidden use in {@code classes}, empty if there is none. */
  static List<String> in(JavaClasses classes) throws IOException, ParseException {
    List<String> lines = new ArrayList<>();
    Checker checker =
        new Checker(
            new Listing(lines),
            ForbiddenCalls.class.getClassLoader(),
            Checker.Option.FAIL_ON_VIOLATION,
            Checker.Option.FAIL_ON_MISSING_CLASSES,
            Checker.Option.FAIL_ON_UNRESOLVABLE_SIGNATURES);
    checker.addBundledSignatures("jdk-unsafe", "25");
    checker.addBundledSignatures("jdk-system-out", null);
    try (InputStream signatures =
        Objects.requireNonNull(
            ForbiddenCalls.class.getResourceAsStream("nondeterminism.txt"),
            "nondeterminism.txt stands beside this class")) {
      checker.parseSignaturesFile(signatures, "nondeterminism.txt");
    }
    for (JavaClass type : classes) {
      try (InputStream bytes = Modules.open(type)) {
        checker.streamReadClassToCheck(bytes, type.getName());
      }
    }
    try {
      checker.run();
    } catch (ForbiddenApiException found) {
      lines.add(found.getMessage());
    }
    return lines;
  }

  /** Keeps what is reported as an error, and nothing else. */
  private record Listing(List<String> lines) implements Logger {
    @Override
    public void error(String line) {
      lines.add(line);
    }

    @Override
    public void warn(String line) {}

    @Override
    public void info(String line) {}

    @Override
    public void debug(String line) {}
  }
}
