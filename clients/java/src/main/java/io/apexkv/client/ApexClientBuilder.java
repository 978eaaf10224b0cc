package io.apexkv.client;

import io.apexkv.client.core.ClientSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Settings of an {@link ApexClient}; only the seeds have no default. */
public final class ApexClientBuilder {

  private ClientSettings settings;

  ApexClientBuilder(String seeds) {
    settings = ClientSettings.of(split(seeds), ThreadLocalRandom.current().nextLong());
  }

  private static List<String> split(String seeds) {
    List<String> addresses = new ArrayList<>();
    for (String address : seeds.split(",", -1)) {
      addresses.add(address.strip());
    }
    return addresses;
  }

  /** How long a request may take, with all its retries; 5 s. */
  public ApexClientBuilder timeout(Duration timeout) {
    settings =
        settings.withTimeouts(
            timeout.toNanos(), settings.attemptTimeoutNanos(), settings.connectTimeoutNanos());
    return this;
  }

  /** How long a node may leave a request unanswered before another is tried; 1.5 s. */
  public ApexClientBuilder attemptTimeout(Duration timeout) {
    settings =
        settings.withTimeouts(
            settings.operationTimeoutNanos(), timeout.toNanos(), settings.connectTimeoutNanos());
    return this;
  }

  /** How long connecting to a node may take; 1 s. */
  public ApexClientBuilder connectTimeout(Duration timeout) {
    settings =
        settings.withTimeouts(
            settings.operationTimeoutNanos(), settings.attemptTimeoutNanos(), timeout.toNanos());
    return this;
  }

  /** Writes of one group that may be unanswered at a time, 1 to 65,536; 1,024. */
  public ApexClientBuilder sessionWindow(int commands) {
    settings = settings.withSessionWindow(commands);
    return this;
  }

  /**
   * Writes go without a session, which saves opening one, but are never sent again once they may
   * have been applied: a lost connection makes them UNKNOWN.
   */
  public ApexClientBuilder withoutSessions() {
    settings = settings.withSessions(false);
    return this;
  }

  /** Requests that may be pending, and their bytes together; 16,384 and 64 MiB. Beyond it BUSY. */
  public ApexClientBuilder pending(int requests, long bytes) {
    settings = settings.withPending(requests, bytes);
    return this;
  }

  /** The mean first pause before trying again, and the longest one; 5 ms and 320 ms. */
  public ApexClientBuilder backoff(Duration first, Duration longest) {
    settings = settings.withBackoff(first.toNanos(), longest.toNanos());
    return this;
  }

  /** Starts a client. It connects when it has something to ask. */
  public ApexClient build() {
    return new ApexClient(settings);
  }
}
