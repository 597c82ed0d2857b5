package io.thalweg.jobs.models;

import io.thalweg.state.ModelExport;
import io.thalweg.state.ModelFormatException;
import io.thalweg.state.ModelHeader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** The one model of a file that it was exported to. */
record ExportedModel(ModelExport export) implements ModelSource {
  /** Twice what a model of the largest dimension, with every page, takes. */
  private static final long MAX_BYTES = 1L << 28;

  static ExportedModel read(Path file) throws ModelsException {
    try {
      long size = Files.size(file);
      if (size > MAX_BYTES) {
        throw new ModelsException(
            "no exported model, it is too large: " + file + ", " + Text.count(size) + " bytes");
      }
      return new ExportedModel(ModelExport.of(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new ModelsException(file.toString(), e);
    } catch (ModelFormatException e) {
      throw new ModelsException("no exported model: " + file + ": " + e.getMessage());
    }
  }

  @Override
  public void heads(BiConsumer<String, ModelHeader> each) {
    each.accept(export.name(), ModelHeader.read(export.model().head()));
  }

  @Override
  public void fingerprints(BiConsumer<String, Fingerprint> each) {
    each.accept(
        export.name(), Fingerprint.of(ModelHeader.read(export.model().head()), export.model()));
  }

  @Override
  public Map<String, ModelExport> find(Set<String> names) {
    return names.contains(export.name()) ? Map.of(export.name(), export) : Map.of();
  }
}
