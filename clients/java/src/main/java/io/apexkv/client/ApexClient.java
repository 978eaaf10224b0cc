package io.apexkv.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.apexkv.client.core.ClientRequest;
import io.apexkv.client.core.ClientSettings;
import io.apexkv.client.core.ClusterDescription;
import io.apexkv.client.core.Completion;
import io.apexkv.client.core.NodeMetrics;
import io.apexkv.client.core.Outcome;
import io.apexkv.kernel.base.Nullable;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * A client of an ApexKV cluster. Any number of threads may share one; requests are pipelined.
 *
 * <pre>{@code
 * try (ApexClient client = ApexClient.connect("127.0.0.1:7001,127.0.0.1:7002")) {
 *   client.put("greeting", "hello");
 *   client.get("greeting").ifPresent(System.out::println);
 * }
 * }</pre>
 *
 * <p>It follows leaders and tries again until a request's time is over. Writes go under sessions,
 * so that none is applied twice. A request that gets no definite answer ends with {@link
 * FailedException} (certainly not applied, now and ever) or {@link UnknownOutcomeException}.
 * Requests that are pending together have no order among each other.
 *
 * <p>Keys have 1 to 4,096 bytes and values at most 1 MiB; others are refused with {@link
 * IllegalArgumentException}. Strings are UTF-8. The methods that wait must not be called from the
 * actions of futures of this client, which run on its own thread: they throw {@link
 * IllegalStateException} there.
 */
public final class ApexClient implements AutoCloseable {

  private final ClientSettings settings;
  private final EventLoop loop;

  ApexClient(ClientSettings settings) {
    this.settings = settings;
    loop = new EventLoop(settings);
    loop.start();
  }

  /**
   * A client with the usual settings.
   *
   * @param seeds one or more addresses, "host:port,host:port"
   * @throws IllegalArgumentException with a sentence for the user if they are none
   */
  public static ApexClient connect(String seeds) {
    return builder(seeds).build();
  }

  /** Begins a client with other settings; see {@link #connect}. */
  public static ApexClientBuilder builder(String seeds) {
    return new ApexClientBuilder(seeds);
  }

  /** The value of a key, or empty if it is absent. */
  public Optional<byte[]> get(byte[] key) {
    return await(getAsync(key), false);
  }

  /** See {@link #get(byte[])}. */
  public Optional<String> get(String key) {
    return get(key.getBytes(UTF_8)).map(value -> new String(value, UTF_8));
  }

  /** See {@link #get(byte[])}. */
  public CompletableFuture<Optional<byte[]>> getAsync(byte[] key) {
    return ask(
        ClientRequest.get(key),
        outcome ->
            switch (outcome) {
              case Outcome.Value value -> Optional.of(value.bytes());
              case Outcome.NotFound absent -> Optional.empty();
              default -> throw misfit(outcome);
            });
  }

  /** Sets a key to a value. */
  public void put(byte[] key, byte[] value) {
    await(putAsync(key, value), true);
  }

  /** See {@link #put(byte[], byte[])}. */
  public void put(String key, String value) {
    put(key.getBytes(UTF_8), value.getBytes(UTF_8));
  }

  /** See {@link #put(byte[], byte[])}; completes with true. */
  public CompletableFuture<Boolean> putAsync(byte[] key, byte[] value) {
    return ask(ClientRequest.put(key, value), ApexClient::applied);
  }

  /** Removes a key; false if there was nothing to remove. */
  public boolean delete(byte[] key) {
    return await(deleteAsync(key), true);
  }

  /** See {@link #delete(byte[])}. */
  public boolean delete(String key) {
    return delete(key.getBytes(UTF_8));
  }

  /** See {@link #delete(byte[])}. */
  public CompletableFuture<Boolean> deleteAsync(byte[] key) {
    return ask(ClientRequest.delete(key), ApexClient::applied);
  }

  /**
   * Sets a key to a value if it holds what is expected; false if it does not.
   *
   * @param expected null if the key must be absent
   */
  public boolean compareAndSet(byte[] key, byte @Nullable [] expected, byte[] value) {
    return await(compareAndSetAsync(key, expected, value), true);
  }

  /** See {@link #compareAndSet(byte[], byte[], byte[])}. */
  public boolean compareAndSet(String key, @Nullable String expected, String value) {
    return compareAndSet(
        key.getBytes(UTF_8),
        expected == null ? null : expected.getBytes(UTF_8),
        value.getBytes(UTF_8));
  }

  /** See {@link #compareAndSet(byte[], byte[], byte[])}. */
  public CompletableFuture<Boolean> compareAndSetAsync(
      byte[] key, byte @Nullable [] expected, byte[] value) {
    return ask(ClientRequest.compareAndSet(key, expected, value), ApexClient::applied);
  }

  /** What some node knows of the cluster. */
  public ClusterDescription describe() {
    return await(describeAsync(null), false);
  }

  /** What the node at an address ("host:port") knows of itself and the cluster. */
  public ClusterDescription describe(String address) {
    return await(describeAsync(address), false);
  }

  /** See {@link #describe(String)}; any node if the address is null. */
  public CompletableFuture<ClusterDescription> describeAsync(@Nullable String address) {
    return ask(
        ClientRequest.describe(address),
        outcome -> {
          if (outcome instanceof Outcome.Described described) {
            return described.description();
          }
          throw misfit(outcome);
        });
  }

  /** What some node counted since it was started. */
  public NodeMetrics metrics() {
    return await(metricsAsync(null), false);
  }

  /** What the node at an address ("host:port") counted since it was started. */
  public NodeMetrics metrics(String address) {
    return await(metricsAsync(address), false);
  }

  /** See {@link #metrics(String)}; any node if the address is null. */
  public CompletableFuture<NodeMetrics> metricsAsync(@Nullable String address) {
    return ask(
        ClientRequest.metrics(address),
        outcome -> {
          if (outcome instanceof Outcome.Measured measured) {
            return measured.metrics();
          }
          throw misfit(outcome);
        });
  }

  /** Returns when some node has given a sign of life. */
  public void ping() {
    await(pingAsync(null), false);
  }

  /** Returns when the node at an address ("host:port") has given a sign of life. */
  public void ping(String address) {
    await(pingAsync(address), false);
  }

  /** See {@link #ping(String)}; any node if the address is null. Completes with true. */
  public CompletableFuture<Boolean> pingAsync(@Nullable String address) {
    return ask(ClientRequest.ping(address), outcome -> outcome instanceof Outcome.Pong);
  }

  /**
   * Submits a request without a future: the cheapest way. The completion is called on this client's
   * thread (or, if the request is refused, at once on the caller's) and must neither wait nor
   * throw.
   */
  public void submit(ClientRequest request, Completion completion) {
    loop.submit(request, settings.operationTimeoutNanos(), completion);
  }

  /**
   * Ends every pending request, closes the sessions as far as that can be done at once, and then
   * the connections. Later requests fail.
   */
  @Override
  public void close() {
    loop.close();
  }

  private <T> CompletableFuture<T> ask(ClientRequest request, Function<Outcome, T> result) {
    CompletableFuture<T> future = new CompletableFuture<>();
    submit(
        request,
        outcome -> {
          switch (outcome) {
            case Outcome.Failed failed ->
                future.completeExceptionally(new FailedException(failed.message()));
            case Outcome.Unknown unknown ->
                future.completeExceptionally(new UnknownOutcomeException(unknown.message()));
            default -> future.complete(result.apply(outcome));
          }
        });
    return future;
  }

  /** Of a write: whether it changed something. */
  private static boolean applied(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Done done -> true;
      case Outcome.NotFound absent -> false;
      case Outcome.CasFailed different -> false;
      default -> throw misfit(outcome);
    };
  }

  private static IllegalStateException misfit(Outcome outcome) {
    return new IllegalStateException("the core lets no other answer through, but got " + outcome);
  }

  private <T> T await(CompletableFuture<T> future, boolean write) {
    if (loop.isCurrentThread()) {
      throw new IllegalStateException(
          "the client's own thread can't wait for the client; use the methods named Async");
    }
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      String message = "INTERRUPTED: the thread was interrupted while it waited";
      throw write ? new UnknownOutcomeException(message, e) : new FailedException(message, e);
    }
  }

  /** The same with the caller's stack, which is what helps to find it. */
  private static RuntimeException rethrown(@Nullable Throwable cause) {
    return switch (cause) {
      case FailedException e -> new FailedException(String.valueOf(e.getMessage()), e);
      case UnknownOutcomeException e ->
          new UnknownOutcomeException(String.valueOf(e.getMessage()), e);
      case null, default -> new CompletionException(cause);
    };
  }
}
