package io.apexkv.runtime.cli.bench;

import io.apexkv.runtime.cli.UserMistake;
import io.apexkv.runtime.cli.bench.load.Measurement;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.HdrHistogram.Histogram;

/**
 * Results as a picture of three panels: throughput beside its floors, latency by percentile, and
 * throughput over time.
 */
final class ReportPng {

  private static final int MARGIN = 30;
  private static final int PANEL = 470;
  private static final int WIDTH = 3 * PANEL + 4 * MARGIN;
  private static final int LINE = 18;
  private static final int BAR = 14;
  private static final int PANEL_HEIGHT = 420;
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
  private final int top;

  private ReportPng(Graphics2D pen, List<BenchResult> results, int top) {
    this.pen = pen;
    this.results = results;
    this.top = top;
  }

  /**
   * Draws and writes a picture.
   *
   * @throws UserMistake if this machine has no fonts to write with
   */
  static void write(Path file, Machine machine, List<BenchResult> results) throws IOException {
    System.setProperty("java.awt.headless", "true");
    int top = MARGIN + 3 * LINE + LINE * results.size();
    int bars = results.size() * (3 * BAR + LINE + 10);
    int height = top + Math.max(PANEL_HEIGHT, bars) + 2 * MARGIN;
    BufferedImage image = new BufferedImage(WIDTH, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    try {
      pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      pen.setColor(Color.WHITE);
      pen.fillRect(0, 0, WIDTH, height);
      pen.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
      ReportPng png = new ReportPng(pen, results, top);
      png.head(machine);
      png.throughput(MARGIN);
      png.latency(MARGIN + PANEL + MARGIN);
      png.overTime(MARGIN + 2 * (PANEL + MARGIN));
    } catch (LinkageError | IllegalStateException noFonts) {
      throw new UserMistake(
          "Java can't write text into a picture on this machine (" + noFonts.getMessage() + ").",
          "Install fontconfig and a font, or leave --png out.");
    } finally {
      pen.dispose();
    }
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    ImageIO.write(image, "png", file.toFile());
  }

  private static Color colour(int index) {
    return COLOURS[index % COLOURS.length];
  }

  private void head(Machine machine) {
    pen.setColor(INK);
    pen.drawString(machine.words(), MARGIN, MARGIN);
    for (int i = 0; i < results.size(); i++) {
      int y = MARGIN + LINE * (i + 1);
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

  /** For each load a bar, and thinner ones for its floors. */
  private void throughput(int x) {
    title(x, "operations a second (pale: echo, then synced writes)");
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
      pen.drawLine(at, top, at, top + PANEL_HEIGHT);
      pen.setColor(INK);
      String name = percentile == Math.rint(percentile) ? "" + (int) percentile : "" + percentile;
      pen.drawString(name, at - 8, top + PANEL_HEIGHT + LINE);
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
    return top + PANEL_HEIGHT - (int) (PANEL_HEIGHT * decades / 5);
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
    pen.drawRect(x, top, PANEL, PANEL_HEIGHT);
    pen.setColor(INK);
    pen.drawString(ReportTables.perSecond(most), x + 4, top + LINE - 4);
    for (int i = 0; i < results.size(); i++) {
      double[] values = results.get(i).measured().overTime(parts);
      int[] xs = new int[parts];
      int[] ys = new int[parts];
      for (int part = 0; part < parts; part++) {
        xs[part] = x + PANEL * part / (parts - 1);
        ys[part] = top + PANEL_HEIGHT - (int) (PANEL_HEIGHT * values[part] / most);
      }
      pen.setColor(colour(i));
      pen.drawPolyline(xs, ys, parts);
    }
  }
}
