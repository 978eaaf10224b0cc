package io.apexkv.sim.page;

/**
 * Writes compact JSON that may stand inside a script element: {@code <} is always escaped, so no
 * text of a run can end the element. By hand, because it also runs inside a {@link
 * io.apexkv.sim.mutants.MutantLoader}, which knows no libraries.
 */
final class JsonText {

  private final StringBuilder text = new StringBuilder();
  private boolean needsComma;

  JsonText begin(char bracket) {
    comma();
    text.append(bracket);
    needsComma = false;
    return this;
  }

  JsonText end(char bracket) {
    text.append(bracket);
    needsComma = true;
    return this;
  }

  /** The name of a property; its value comes next. */
  JsonText name(String name) {
    string(name);
    text.append(':');
    needsComma = false;
    return this;
  }

  JsonText number(long number) {
    comma();
    text.append(number);
    needsComma = true;
    return this;
  }

  JsonText string(String string) {
    comma();
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ' || c == '<' || c == '\u2028' || c == '\u2029') {
        String hex = Integer.toHexString(c);
        text.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
      } else {
        text.append(c);
      }
    }
    text.append('"');
    needsComma = true;
    return this;
  }

  JsonText property(String name, String value) {
    return name(name).string(value);
  }

  JsonText property(String name, long value) {
    return name(name).number(value);
  }

  /** A whole array of numbers. */
  JsonText row(long... numbers) {
    begin('[');
    for (long number : numbers) {
      number(number);
    }
    return end(']');
  }

  private void comma() {
    if (needsComma) {
      text.append(',');
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
