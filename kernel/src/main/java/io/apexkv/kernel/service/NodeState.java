package io.apexkv.kernel.service;

/** What a node is doing; the ordinals are DESCRIPTION's codes. */
public enum NodeState {
  /** It reads its log. */
  RECOVERING,
  /** It serves. */
  SERVING,
  /** It was told to stop, and admits nothing new. */
  STOPPING
}
