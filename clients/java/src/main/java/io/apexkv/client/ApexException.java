package io.apexkv.client;

/**
 * A request ended without a definite answer. Which of the two it is decides whether asking again is
 * safe: always after {@link FailedException}, and after {@link UnknownOutcomeException} only if
 * applying the write twice does no harm.
 */
public abstract sealed class ApexException extends RuntimeException
    permits FailedException, UnknownOutcomeException {

  ApexException(String message) {
    super(message);
  }

  ApexException(String message, Throwable cause) {
    super(message, cause);
  }
}
