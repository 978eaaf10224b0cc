package io.apexkv.sim.client;

import io.apexkv.kernel.wire.ClientAnswer;
import io.apexkv.kernel.wire.ClientFrame;
import io.apexkv.kernel.wire.ErrorWord;
import io.apexkv.sim.client.Reply.Word;
import io.apexkv.sim.event.Event;
import io.apexkv.sim.network.ClientConnection;
import io.apexkv.sim.network.ClientPort;
import io.apexkv.sim.world.Violation;
import io.apexkv.sim.world.World;
import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** One plain command on a connection of its own, sent once; without an answer it is UNKNOWN. */
final class PlainCall implements ClientPort {

  private static final long PATIENCE_NANOS = 1_500_000_000L;

  private final World world;
  private final Request request;
  private final boolean forward;
  private final Consumer<Reply> hears;
  private boolean sent;
  private boolean ended;

  PlainCall(World world, Request request, boolean forward, Consumer<Reply> hears) {
    this.world = world;
    this.request = request;
    this.forward = forward;
    this.hears = hears;
  }

  void begin(int client, int node) {
    ClientConnection connection = world.clients().connect(client, node, this);
    world
        .queue()
        .after(
            PATIENCE_NANOS,
            new Event() {
              @Override
              protected void happen() {
                if (!ended) {
                  world.clients().closeFromClient(connection);
                  end(lost("TIMEOUT: no answer came"));
                }
              }
            });
  }

  /** What never left its client has certainly done nothing, and a read changes nothing. */
  private Reply lost(String why) {
    boolean unsure = sent && request.writes();
    return Reply.of(unsure ? Word.UNKNOWN : Word.FAILED, why);
  }

  private void end(Reply reply) {
    if (!ended) {
      ended = true;
      hears.accept(reply);
    }
  }

  @Override
  public void connected(ClientConnection connection) {
    sent = true;
    world.clients().request(connection, RawFrames.request(request, 1, forward));
  }

  @Override
  public void disconnected(ClientConnection connection) {
    end(lost("DISCONNECTED: the connection is lost"));
  }

  @Override
  public void received(ClientConnection connection, byte[] frame) {
    if (!ended) {
      world.clients().closeFromClient(connection);
      end(reply(ByteBuffer.wrap(frame)));
    }
  }

  private Reply reply(ByteBuffer answer) {
    return switch (ClientFrame.command(answer, 0)) {
      case ClientAnswer.VALUE -> new Reply(Word.VALUE, Values.number(RawFrames.string(answer)), "");
      case ClientAnswer.NOT_FOUND -> Reply.of(Word.ABSENT);
      case ClientAnswer.OK -> Reply.of(Word.OK);
      case ClientAnswer.CAS_FAILED -> Reply.of(Word.NOT_SWAPPED);
      case ClientAnswer.REDIRECT -> {
        int node = World.nodeAt(RawFrames.text(answer));
        yield Reply.of(Word.REDIRECT, "to node " + node);
      }
      case ClientAnswer.ERROR -> error(RawFrames.text(answer));
      default ->
          throw new Violation(
              "client-protocol", "answer " + ClientFrame.command(answer, 0) + " to " + request);
    };
  }

  private static Reply error(String message) {
    ErrorWord word = ErrorWord.of(message);
    if (word == null) {
      throw new Violation("client-protocol", "an error without a known word: " + message);
    }
    return Reply.of(word.failed() ? Word.FAILED : Word.UNKNOWN, message);
  }
}
