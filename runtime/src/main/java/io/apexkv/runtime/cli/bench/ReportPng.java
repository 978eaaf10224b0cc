package io.apexkv.runtime.cli.bench;

import io.apexkv.runtime.cli.ExitCodes;
import io.apexkv.runtime.cli.UserMistake;
import io.apexkv.runtime.cli.bench.load.Measurement;
import io.apexkv.sim.cli.OutputFile;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.HdrHistogram.Histogram;

/**
 * Results as a picture: rows of three panels, throughput beside its floors, latency by percentile,
 * and throughput over time. A comparison has a row for each load, anything else a single one.
 */
final class ReportPng {

  private static final int MARGIN = 30;
  private static final int PANEL = 470;
  private static final int WIDTH = 3 * PANEL + 4 * MARGIN;
  private static final int LINE = 18;
  private static final int BAR = 14;
  private static final int ONE_ROW_HEIGHT = 420;
  private static final int ROW_HEIGHT = 240;
  private static final double[] PERCENTILES = {50, 75, 90, 95, 99, 99.5, 99.9, 99.95, 99.99};
  private static final Color INK = new Color(0x22, 0x22, 0x22);
  private static final Color PALE = new Color(0xDD, 0xDD, 0xDD);
  private static final Color[] COLOURS = {
    new Color(0x1f77b4), new Color(0xd62728), new Color(0x2ca02c), new Color(0x9467bd),
    new Color(0xff7f0e), new Color(0x8c564b), new Color(0xe377c2), new Color(0x17becf),
    new Color(0x7f7f7f), new Color(0xbcbd22)
  };

  private final Graphics2D pen;
  private final List<BenchResult> results;
  private final int head;
  private final int top;
  private final int panelHeight;

  /** A row whose first line of text is at {@code head}. */
  private ReportPng(Graphics2D pen, List<BenchResult> results, int head, int panelHeight) {
    this.pen = pen;
    this.results = results;
    this.head = head;
    this.top = head + LINE * (results.size() + 2);
    this.panelHeight = Math.max(panelHeight, results.stream().mapToInt(ReportPng::barsOf).sum());
  }

  /**
   * Draws and writes a picture.
   *
   * @throws UserMistake if this machine has no fonts to write with
   */
  static void write(Path file, Machine machine, List<BenchResult> results) throws IOException {
    System.setProperty("java.awt.headless", "true");
    try {
      draw(file, machine, rows(results));
    } catch (LinkageError | IllegalStateException noFonts) {
      throw new UserMistake(
          "Java can't write text into a picture on this machine (" + noFonts.getMessage() + ").",
          "Install fontconfig and a font, or leave --png out.");
    }
  }

  /** Results that belong into one row: where several systems had the same load, those of a load. */
  private static List<List<BenchResult>> rows(List<BenchResult> results) {
    if (results.stream().map(BenchResult::system).distinct().count() < 2) {
      return List.of(results);
    }
    Map<String, List<BenchResult>> rows = new LinkedHashMap<>();
    for (BenchResult result : results) {
      rows.computeIfAbsent(result.measured().name(), load -> new ArrayList<>()).add(result);
    }
    return List.copyOf(rows.values());
  }

  private static void draw(Path file, Machine machine, List<List<BenchResult>> groups)
      throws IOException {
    BufferedImage none = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    int height = layOut(none.createGraphics(), groups).getLast().bottom();
    BufferedImage image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, WIDTH, height);
    pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    pen.setColor(INK);
    pen.drawString(machine.words(), MARGIN, MARGIN);
    layOut(pen, groups).forEach(ReportPng::row);
    pen.dispose();
    save(image, file);
  }

  /** In one go and into the file that is there: ImageIO itself would delete that first. */
  private static void save(BufferedImage image, Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (!ImageIO.write(image, "png", bytes)) {
      throw new IllegalStateException("it knows no PNG");
    }
    try {
      Files.write(file, bytes.toByteArray());
    } catch (IOException refused) {
      throw new UserMistake(
          ExitCodes.FAILED,
          "the picture " + file + " can't be written: " + OutputFile.reason(refused) + ".",
          "Name another file with --png.");
    }
  }

  private static List<ReportPng> layOut(Graphics2D pen, List<List<BenchResult>> groups) {
    int panelHeight = groups.size() == 1 ? ONE_ROW_HEIGHT : ROW_HEIGHT;
    List<ReportPng> rows = new ArrayList<>();
    int head = MARGIN + LINE;
    for (List<BenchResult> group : groups) {
      ReportPng row = new ReportPng(pen, group, head, panelHeight);
      rows.add(row);
      head = row.bottom();
    }
    return rows;
  }

  private int bottom() {
    return top + panelHeight + 2 * MARGIN;
  }

  private void row() {
    head();
    throughput(MARGIN);
    latency(MARGIN + PANEL + MARGIN);
    overTime(MARGIN + 2 * (PANEL + MARGIN));
  }

  private static Color colour(int index) {
    return COLOURS[index % COLOURS.length];
  }

  private void head() {
    for (int i = 0; i < results.size(); i++) {
      int y = head + LINE * i;
      pen.setColor(colour(i));
      pen.fillRect(MARGIN, y - 10, BAR, 10);
      pen.setColor(INK);
      Measurement measured = results.get(i).measured();
      String shape =
          String.format(
              Locale.ROOT,
              "%s: %d x %d under way, %d %% GET, %d-byte values; %,d operations in %.0f s, %d"
                  + " errors",
              ReportTables.label(results.get(i)),
              measured.load().connections(),
              measured.load().depth(),
              measured.load().readPercent(),
              measured.load().valueBytes(),
              measured.operations(),
              measured.nanos() / 1e9,
              measured.errors());
      pen.drawString(shape, MARGIN + 2 * BAR, y);
    }
  }

  private void title(int x, String text) {
    pen.setColor(INK);
    pen.drawString(text, x, top - LINE);
  }

  /** Pixels that a result takes in the panel of bars. */
  private static int barsOf(BenchResult result) {
    return LINE + 10 + (result.floors() == null ? 1 : 3) * BAR;
  }

  /** For each load a bar, and pale ones for its floors. */
  private void throughput(int x) {
    boolean floored = results.stream().anyMatch(result -> result.floors() != null);
    title(x, "operations a second" + (floored ? " (pale: echo, then synced writes)" : ""));
    double most = 1;
    for (BenchResult result : results) {
      most = Math.max(most, result.measured().perSecond());
      Floors floors = result.floors();
      if (floors != null) {
        most = Math.max(most, floors.echo().perSecond());
        Floors.Writes writes = floors.writes();
        most = Math.max(most, writes == null ? 0 : writes.putsPerSecond());
      }
    }
    int y = top + 10;
    for (int i = 0; i < results.size(); i++) {
      BenchResult result = results.get(i);
      pen.setColor(INK);
      y += LINE;
      pen.drawString(ReportTables.label(result), x, y - 4);
      y = bar(x, y, colour(i), result.measured().perSecond(), most);
      Floors floors = result.floors();
      if (floors != null) {
        y = bar(x, y, PALE, floors.echo().perSecond(), most);
        Floors.Writes writes = floors.writes();
        y = writes == null ? y : bar(x, y, PALE, writes.putsPerSecond(), most);
      }
      y += 10;
    }
  }

  private int bar(int x, int y, Color colour, double value, double most) {
    int width = (int) Math.max(1, (PANEL - 90) * value / most);
    pen.setColor(colour);
    pen.fillRect(x, y, width, BAR - 2);
    pen.setColor(INK);
    pen.drawString(ReportTables.perSecond(value), x + width + 6, y + BAR - 3);
    return y + BAR;
  }

  /**
   * Percentiles to the right, equal steps for each nine; latency upwards, for each power of ten.
   */
  private void latency(int x) {
    title(x, "latency by percentile, corrected for coordinated omission");
    for (int decade = 0; decade <= 5; decade++) {
      int y = latencyY((long) Math.pow(10, 4 + decade));
      pen.setColor(PALE);
      pen.drawLine(x, y, x + PANEL, y);
      pen.setColor(INK);
      pen.drawString(
          new String[] {"10 us", "100 us", "1 ms", "10 ms", "100 ms", "1 s"}[decade], x, y - 2);
    }
    for (double percentile : new double[] {50, 90, 99, 99.9, 99.99}) {
      int at = percentileX(x, percentile);
      pen.setColor(PALE);
      pen.drawLine(at, top, at, top + panelHeight);
      pen.setColor(INK);
      String name = percentile == Math.rint(percentile) ? "" + (int) percentile : "" + percentile;
      pen.drawString(name, at - 8, top + panelHeight + LINE);
    }
    pen.setStroke(new BasicStroke(2));
    for (int i = 0; i < results.size(); i++) {
      Histogram latency = results.get(i).measured().corrected();
      if (latency.getTotalCount() == 0) {
        continue;
      }
      pen.setColor(colour(i));
      int[] xs = new int[PERCENTILES.length];
      int[] ys = new int[PERCENTILES.length];
      for (int p = 0; p < PERCENTILES.length; p++) {
        xs[p] = percentileX(x, PERCENTILES[p]);
        ys[p] = latencyY(latency.getValueAtPercentile(PERCENTILES[p]));
      }
      pen.drawPolyline(xs, ys, xs.length);
    }
    pen.setStroke(new BasicStroke(1));
  }

  private static int percentileX(int x, double percentile) {
    double nines = -Math.log10(1 - percentile / 100);
    double least = -Math.log10(0.5);
    return x + 40 + (int) ((PANEL - 60) * (nines - least) / (4 - least));
  }

  private int latencyY(long nanos) {
    double decades = Math.clamp(Math.log10((double) Math.max(1, nanos)) - 4, 0, 5);
    return top + panelHeight - (int) (panelHeight * decades / 5);
  }

  private void overTime(int x) {
    title(x, "operations a second over the measurement");
    int parts = 100;
    double most = 1;
    for (BenchResult result : results) {
      for (double part : result.measured().overTime(parts)) {
        most = Math.max(most, part);
      }
    }
    pen.setColor(PALE);
    pen.drawRect(x, top, PANEL, panelHeight);
    pen.setColor(INK);
    pen.drawString(ReportTables.perSecond(most), x, top - 4);
    for (int i = 0; i < results.size(); i++) {
      double[] values = results.get(i).measured().overTime(parts);
      int[] xs = new int[parts];
      int[] ys = new int[parts];
      for (int part = 0; part < parts; part++) {
        xs[part] = x + PANEL * part / (parts - 1);
        ys[part] = top + panelHeight - (int) (panelHeight * values[part] / most);
      }
      pen.setColor(colour(i));
      pen.drawPolyline(xs, ys, parts);
    }
  }
}
