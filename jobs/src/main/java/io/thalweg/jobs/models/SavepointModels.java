package io.thalweg.jobs.models;

import io.thalweg.state.ModelExport;
import io.thalweg.state.ModelFile;
import io.thalweg.state.ModelFormatException;
import io.thalweg.state.ModelHeader;
import io.thalweg.state.SettingsDigest;
import io.thalweg.stream.ModelEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;

/**
 * The models that a savepoint or a checkpoint of a job holds, whatever state backend wrote it. Each
 * call reads it anew, and takes little more memory than what it returns.
 */
public final class SavepointModels implements ModelSource {
  private final Savepoint savepoint;

  private SavepointModels(Savepoint savepoint) {
    this.savepoint = savepoint;
  }

  /**
   * The models at {@code path}.
   *
   * @param path folder of a savepoint or checkpoint, the one that holds {@code _metadata}
   * @throws IOException if it holds none, or not those of an optimize job
   */
  public SavepointModels(String path) throws IOException {
    try {
      this.savepoint = Savepoint.open(path);
    } catch (ModelsException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  static SavepointModels open(String path) throws ModelsException {
    return new SavepointModels(Savepoint.open(path));
  }

  /** All models by name, in the bytes that two runs are compared by. */
  public SortedMap<String, byte[]> all() throws Exception {
    SortedMap<String, byte[]> models = new TreeMap<>();
    savepoint.models(
        new KeyedModels(KeyedModels.Depth.WHOLE, name -> true),
        found -> models.put(found.name(), found.model().toBytes()));
    return models;
  }

  /** The bytes of one model; empty when there is none of that name. */
  public Optional<byte[]> named(String name) throws Exception {
    return Optional.ofNullable(whole(Set.of(name)).get(name)).map(ModelFile::toBytes);
  }

  /** Names of hashed features that the job has met, by the entry of the settings they are of. */
  public Map<String, List<String>> featureNames() throws Exception {
    Map<String, List<String>> sorted = new TreeMap<>();
    names().forEach((entry, names) -> sorted.put(entry, List.copyOf(names)));
    return sorted;
  }

  /**
   * The settings that the models were learned under, in their order: canonical text by name or
   * pattern.
   */
  public Map<String, String> settings() throws Exception {
    return entries();
  }

  @Override
  public void heads(BiConsumer<String, ModelHeader> each) throws ModelsException {
    savepoint.models(
        new KeyedModels(KeyedModels.Depth.HEAD, name -> true),
        found -> each.accept(found.name(), header(found)));
  }

  @Override
  public void fingerprints(BiConsumer<String, Fingerprint> each) throws ModelsException {
    savepoint.models(
        new KeyedModels(KeyedModels.Depth.WHOLE, name -> true),
        found -> each.accept(found.name(), Fingerprint.of(header(found), found.model())));
  }

  private static ModelHeader header(NamedModel found) {
    try {
      return ModelHeader.read(found.model().head());
    } catch (ModelFormatException e) {
      throw new ModelFormatException("model " + found.name() + ": " + e.getMessage());
    }
  }

  @Override
  public Map<String, ModelExport> find(Set<String> names) throws ModelsException {
    Map<String, ModelFile> found = whole(names);
    if (found.isEmpty()) {
      return Map.of();
    }
    Map<String, String> settings = entries();
    Map<String, SortedSet<String>> featureNames = names();
    Map<String, ModelExport> exports = new TreeMap<>();
    for (Map.Entry<String, ModelFile> model : found.entrySet()) {
      String entry = entryOf(model.getKey(), model.getValue(), settings);
      List<String> known =
          new ArrayList<>(featureNames.getOrDefault(entry, Collections.emptySortedSet()));
      exports.put(
          model.getKey(),
          new ModelExport(model.getKey(), settings.get(entry), known, model.getValue()));
    }
    return exports;
  }

  /** The entry of the settings that a model was learned under: serves it, and has its digest. */
  private static String entryOf(String name, ModelFile model, Map<String, String> settings)
      throws ModelsException {
    long digest = header(new NamedModel(name, model)).settingsDigest();
    for (Map.Entry<String, String> entry : settings.entrySet()) {
      if (SettingsDigest.of(entry.getValue()) == digest
          && ModelEntry.serves(entry.getKey(), name)) {
        return entry.getKey();
      }
    }
    throw new ModelsException(
        "the savepoint must hold the settings of its models: model=%s, settings=%s"
            .formatted(name, Text.digest(digest)));
  }

  private Map<String, ModelFile> whole(Set<String> names) throws ModelsException {
    Map<String, ModelFile> models = new TreeMap<>();
    savepoint.models(
        new KeyedModels(KeyedModels.Depth.WHOLE, names::contains),
        found -> models.put(found.name(), found.model()));
    return models;
  }

  private Map<String, String> entries() throws ModelsException {
    Map<String, String> settings = new LinkedHashMap<>();
    savepoint.settings(
        line -> {
          int tab = line.lastIndexOf('\t');
          settings.put(line.substring(0, tab), line.substring(tab + 1));
        });
    return settings;
  }

  private Map<String, SortedSet<String>> names() throws ModelsException {
    Map<String, SortedSet<String>> names = new TreeMap<>();
    savepoint.featureNames(
        name -> names.computeIfAbsent(name.f0, entry -> new TreeSet<>()).add(name.f1));
    return names;
  }
}
