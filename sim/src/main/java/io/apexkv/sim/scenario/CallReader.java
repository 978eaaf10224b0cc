package io.apexkv.sim.scenario;

import io.apexkv.sim.client.Request;
import io.apexkv.sim.client.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Reads what clients are told to do. */
final class CallReader {

  private static final String KEY = "a key: a word of small letters";
  private static final String VALUE = "a value from 0 to 999999999, or a range of them as 1..20";

  /** More would take long, and a client numbers its calls with 16 bits. */
  private static final int MOST_CALLS = 50_000;

  private static final String CLIENT = "a client: a letter from a to h";

  private final Settings settings;
  private final Set<String> names;

  /** Names of keys by their numbers. */
  final List<String> keys = new ArrayList<>();

  private final Set<String> written = new TreeSet<>();

  /** Clients that wait for what they sent. */
  private final Set<Character> waiting = new TreeSet<>();

  private int calls;

  CallReader(Settings settings, Set<String> names) {
    this.settings = settings;
    this.names = names;
  }

  /** Whether this word begins a call. */
  static boolean begins(String word) {
    return word.equals("put") || word.equals("get") || word.equals("del") || word.equals("cas");
  }

  /** Reads a call behind its first word. */
  Step.Call read(String kind, Words words, boolean sentOnly) {
    List<Request> requests = requests(kind, words);
    char client = words.take("by") ? client(words) : 'a';
    Who at = null;
    boolean forwarded = false;
    if (words.take("at")) {
      at = Who.read(words, settings.nodes(), names);
      forwarded = words.take("forwarded");
    }
    Expected expected = Expected.OK;
    if (!sentOnly) {
      if (kind.equals("get")) {
        words.must("=");
        expected = Expected.read(words);
      } else if (words.take("=")) {
        expected = Expected.read(words);
      }
    }
    if (sentOnly) {
      if (requests.size() > 1) {
        throw words.wrong(words.text(), "one value: each that is sent has an answer of its own");
      }
      waiting.add(client);
    }
    return new Step.Call(requests, client, at, forwarded, expected, sentOnly);
  }

  /** Reads what is left of {@code answer}. */
  Step.Answer answer(Words words) {
    char client = words.take("by") ? client(words) : 'a';
    if (!waiting.remove(client)) {
      throw words.wrong(words.text(), "'send' by client " + client + " before");
    }
    words.must("=");
    return new Step.Answer(client, Expected.read(words));
  }

  /** Reads a client's letter. */
  static char client(Words words) {
    String word = words.next(CLIENT);
    if (!word.matches("[a-h]")) {
      throw words.wrong(word, CLIENT);
    }
    return word.charAt(0);
  }

  private List<Request> requests(String kind, Words words) {
    String key = words.next(KEY);
    if (!key.matches("[a-z]+")) {
      throw words.wrong(key, KEY);
    }
    if (!keys.contains(key)) {
      keys.add(key);
    }
    int number = keys.indexOf(key);
    count(1, words);
    return switch (kind) {
      case "get" -> List.of(plain(Request.Kind.GET, number));
      case "del" -> List.of(plain(Request.Kind.DEL, number));
      case "put" -> puts(words, key, number);
      default -> List.of(cas(words, key, number));
    };
  }

  private static Request plain(Request.Kind kind, int key) {
    return new Request(kind, key, Request.ABSENT, Request.ABSENT, 0);
  }

  private List<Request> puts(Words words, String key, int number) {
    String word = words.next(VALUE);
    if (!word.matches("[0-9]{1,9}(\\.\\.[0-9]{1,9})?")) {
      throw words.wrong(word, VALUE);
    }
    String[] ends = word.split("\\.\\.");
    int first = Integer.parseInt(ends[0]);
    int last = Integer.parseInt(ends[ends.length - 1]);
    if (last < first) {
      throw words.wrong(word, VALUE);
    }
    count(last - first, words);
    List<Request> requests = new ArrayList<>();
    for (long value = first; value <= last; value++) {
      requests.add(write(Request.Kind.PUT, words, key, number, value, Request.ABSENT));
    }
    return requests;
  }

  private void count(int more, Words words) {
    if (more > MOST_CALLS - calls) {
      throw words.wrong(words.text(), "at most " + MOST_CALLS + " calls in a scenario");
    }
    calls += more;
  }

  private Request cas(Words words, String key, int number) {
    long expected =
        words.take("absent") ? Request.ABSENT : Expected.number(number, value(words), valueBytes());
    return write(Request.Kind.CAS, words, key, number, value(words), expected);
  }

  private static long value(Words words) {
    String word = words.next(VALUE);
    if (!word.matches("[0-9]{1,9}")) {
      throw words.wrong(word, VALUE);
    }
    return Long.parseLong(word);
  }

  /** A value is written once at its key, so that every read tells who was applied. */
  private Request write(
      Request.Kind kind, Words words, String key, int number, long value, long expected) {
    if (!written.add(key + "=" + value)) {
      throw words.wrong(Long.toString(value), "a value that was not written to " + key + " before");
    }
    int bytes = valueBytes();
    return new Request(kind, number, Expected.number(number, value, bytes), expected, bytes);
  }

  private int valueBytes() {
    return Math.max(Values.LEAST_BYTES, settings.valueBytes());
  }
}
