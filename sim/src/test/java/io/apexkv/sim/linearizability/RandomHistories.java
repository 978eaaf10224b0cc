package io.apexkv.sim.linearizability;

import io.apexkv.sim.history.ByteString;
import io.apexkv.sim.history.ByteStrings;
import io.apexkv.sim.history.History;
import io.apexkv.sim.history.HistoryBuilder;
import io.apexkv.sim.history.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/**
 * Small histories of all shapes. Each event is made of random numbers; operations take effect on a
 * real object half-way between invocation and return, then some answers are bent.
 */
final class RandomHistories {
  private static final int PROCESSES = 4;
  private static final int VALUES = 3;

  private final Model model;
  private final int keys;
  private final ByteStrings.Interned names = new ByteStrings.Interned();
  private final HistoryBuilder builder = new HistoryBuilder(ByteStrings.NUMBERS, names);
  private final TreeMap<Integer, String> held = new TreeMap<>();
  private final Call[] calls = new Call[PROCESSES];

  /** An operation under way. */
  private static final class Call {
    int operation;
    int key;
    int action;
    String first = "";
    String second = "";
    boolean applied;
    String answer = "";
    boolean yes;
  }

  private RandomHistories(Model model, int keys) {
    this.model = model;
    this.keys = keys;
  }

  /** At most {@code maxOperations} operations on {@code keys} keys. */
  static Arbitrary<History> of(Model model, int keys, int maxOperations) {
    return Arbitraries.integers()
        .between(0, Integer.MAX_VALUE)
        .list()
        .ofMinSize(4)
        .ofMaxSize(3 * maxOperations)
        .map(numbers -> new RandomHistories(model, keys).from(numbers, maxOperations));
  }

  private History from(List<Integer> numbers, int maxOperations) {
    for (int number : numbers) {
      Dice dice = new Dice(number);
      int process = dice.roll(PROCESSES);
      Call call = calls[process];
      if (call == null) {
        if (builder.size() < maxOperations) {
          calls[process] = invoke(process, dice);
        }
      } else if (!call.applied) {
        apply(call);
      } else {
        end(call, dice);
        calls[process] = null;
      }
    }
    return builder.build();
  }

  private Call invoke(int process, Dice dice) {
    Call call = new Call();
    call.key = dice.roll(keys);
    call.action = dice.roll(8);
    call.first = value(dice);
    call.second = value(dice);
    call.operation =
        switch (call.action) {
          case 0, 1, 2 -> builder.invokeRead(process, call.key);
          case 3, 4 -> builder.invokeWrite(process, call.key, id(call.first));
          default -> {
            if (model == Model.KV) {
              yield builder.invokeAppend(process, call.key, id(call.first));
            }
            yield call.action == 5
                ? builder.invokeDelete(process, call.key)
                : builder.invokeCas(process, call.key, id(call.first), id(call.second));
          }
        };
    return call;
  }

  private void apply(Call call) {
    String before = held.getOrDefault(call.key, model == Model.KV ? "" : "nil");
    call.applied = true;
    call.answer = before;
    if (call.action >= 5 && model == Model.KV) {
      held.put(call.key, before + call.first);
    } else if (call.action == 3 || call.action == 4) {
      held.put(call.key, call.first);
    } else if (call.action == 5) {
      call.yes = !before.equals("nil");
      held.put(call.key, "nil");
    } else if (call.action > 5) {
      call.yes = before.equals(call.first);
      if (call.yes) {
        held.put(call.key, call.second);
      }
    }
  }

  private void end(Call call, Dice dice) {
    int luck = dice.roll(16);
    boolean bent = dice.roll(8) == 0;
    boolean yes = call.yes != bent;
    if (luck == 0) {
      builder.info(call.operation);
    } else if (luck == 1) {
      builder.fail(call.operation);
    } else if (call.action <= 2) {
      String read = bent ? value(dice) : call.answer;
      builder.okRead(call.operation, read.equals("nil") ? History.ABSENT : id(read));
    } else if (model == Model.KV || call.action <= 4) {
      builder.ok(call.operation);
    } else if (call.action == 5) {
      if (luck < 5) {
        builder.ok(call.operation);
      } else {
        builder.okDelete(call.operation, yes);
      }
    } else {
      builder.okCas(call.operation, yes);
    }
  }

  private String value(Dice dice) {
    return "abc".substring(0, VALUES).charAt(dice.roll(VALUES)) + "";
  }

  private int id(String value) {
    return names.id(ByteString.of(value));
  }

  /** The operations that returned, by their returns. */
  static List<Integer> byReturn(History history) {
    List<Integer> operations = new ArrayList<>();
    for (int operation = 0; operation < history.size(); operation++) {
      if (history.returnedAt(operation) != History.NEVER) {
        operations.add(operation);
      }
    }
    operations.sort((a, b) -> Integer.compare(history.returnedAt(a), history.returnedAt(b)));
    return operations;
  }

  /** Draws small numbers from a large one. */
  private static final class Dice {
    private int rest;

    Dice(int number) {
      rest = number;
    }

    int roll(int sides) {
      int side = rest % sides;
      rest /= sides;
      return side;
    }
  }
}
