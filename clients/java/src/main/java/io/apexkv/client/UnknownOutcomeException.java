package io.apexkv.client;

/** The write may have been applied, may yet be, or may never be; nobody can say. */
public final class UnknownOutcomeException extends ApexException {

  UnknownOutcomeException(String message) {
    super(message);
  }

  UnknownOutcomeException(String message, Throwable cause) {
    super(message, cause);
  }
}
