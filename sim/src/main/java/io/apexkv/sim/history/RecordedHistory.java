package io.apexkv.sim.history;

/**
 * A history read from a file; its positions are the numbers of its lines, from 1 up.
 *
 * @param format in which it was written
 * @param model that it was read for: the one asked for, or else the one whose words it uses
 * @param history its operations
 */
public record RecordedHistory(Format format, Model model, History history) {}
