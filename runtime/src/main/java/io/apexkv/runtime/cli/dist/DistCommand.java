package io.apexkv.runtime.cli.dist;

import io.apexkv.kernel.base.Nullable;
import io.apexkv.runtime.cli.ExitCodes;
import io.apexkv.runtime.cli.UserMistake;
import io.apexkv.runtime.cli.Version;
import io.apexkv.runtime.cli.local.ClusterFiles;
import io.apexkv.runtime.cli.text.HelpText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code apex dist}: packs the release archive. */
@Command(
    name = "dist",
    description = {
      "Packs a release: an archive that runs wherever there is a Java 25, without this repository.",
      "",
      "Unpack it anywhere; ./apex in its folder is this command line, which builds nothing there."
          + " The same sources, built with the same JDK, make an archive of the same bytes."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    exitCodeListHeading = HelpText.EXIT_CODES,
    exitCodeList = {
      ExitCodes.OK_TEXT,
      "1:The archive could not be written.",
      ExitCodes.WRONG_USE_TEXT
    },
    footerHeading = HelpText.EXAMPLES,
    footer = {
      "  ./apex dist                               target/apexkv-VERSION.tar.gz",
      "  ./apex dist --output /tmp/apexkv.tar.gz"
    })
public final class DistCommand implements Callable<Integer> {

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to write it; by default target/apexkv-VERSION.tar.gz.")
  private @Nullable Path output;

  @Spec private CommandSpec spec;

  private final Path repository;

  /** Made by the command line. */
  public DistCommand() {
    this(Path.of(System.getProperty("apex.home", "")));
  }

  /** For a repository that a test made. */
  DistCommand(Path repository) {
    this.repository = repository;
  }

  @Override
  public Integer call() throws IOException {
    if (!Files.exists(repository.resolve("pom.xml"))) {
      throw new UserMistake(
          "a release is packed from a checkout of the sources, and this is none.",
          "Run ./apex dist in a checkout.");
    }
    String version = Version.ofProject();
    Path file =
        output != null
            ? output.toAbsolutePath()
            : repository.resolve("target/apexkv-" + version + ".tar.gz");
    Path folder = file.getParent();
    if (folder == null || !Files.isDirectory(folder) || Files.isDirectory(file)) {
      throw new UserMistake(
          "found --output " + file + ", expected a file in a folder that exists.",
          "Make the folder first, or name a file in another one.");
    }
    String sha256 = write(ReleaseFiles.of(repository, version), file);
    PrintWriter out = spec.commandLine().getOut();
    out.println("release  " + ClusterFiles.shown(file));
    out.println(String.format(Locale.ROOT, "size     %,d bytes", Files.size(file)));
    out.println("sha256   " + sha256);
    out.flush();
    return ExitCodes.OK;
  }

  /** Writes the archive in whole or not at all; answers its SHA-256. */
  private static String write(ReleaseFiles files, Path file) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (OutputStream stream = Files.newOutputStream(fresh);
          TarGz archive = new TarGz(new DigestOutputStream(stream, digest))) {
        files.pack(archive);
      }
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }
}
