package io.thalweg.jobs.models;

import io.thalweg.state.ModelExport;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds a model by its name, or the name that was meant. */
final class Models {
  private Models() {}

  /**
   * The model called {@code name}.
   *
   * @param place where {@code source} lies, for the message
   * @throws ModelsException if there is none, naming the one whose name comes nearest
   */
  static ModelExport named(ModelSource source, String place, String name) throws ModelsException {
    ModelExport found = source.find(Set.of(name)).get(name);
    if (found == null) {
      throw new ModelsException(
          "no such model: "
              + name
              + ", in "
              + place
              + nearest(source, name).map(near -> "; nearest: " + near).orElse(": it holds none"));
    }
    return found;
  }

  private static Optional<String> nearest(ModelSource source, String name) throws ModelsException {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
    AtomicReference<String> nearest = new AtomicReference<>();
    source.heads(
        (candidate, header) -> {
          String best = nearest.get();
          int by = best == null ? 1 : distance.apply(name, best) - distance.apply(name, candidate);
          if (by > 0 || (by == 0 && candidate.compareTo(best) < 0)) {
            nearest.set(candidate);
          }
        });
    return Optional.ofNullable(nearest.get());
  }
}
