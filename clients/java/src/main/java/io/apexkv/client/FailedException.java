package io.apexkv.client;

/** The request was certainly not applied and never will be. */
public final class FailedException extends ApexException {

  FailedException(String message) {
    super(message);
  }

  FailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
