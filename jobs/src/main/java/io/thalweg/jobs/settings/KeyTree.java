package io.thalweg.jobs.settings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/**
 * The declared keys as a tree. Checks that a raw tree has no other key and the declared shape, and
 * knows the nearest declared key to one that is not.
 */
final class KeyTree {
  private static final String ELEMENT = "[]";
  private static final String ANY = "*";

  private final Map<String, KeyTree> children = new LinkedHashMap<>();
  private Optional<Setting<?>> setting = Optional.empty();

  private KeyTree() {}

  static KeyTree of(List<Setting<?>> settings) {
    KeyTree root = new KeyTree();
    for (Setting<?> s : settings) {
      for (String key : s.keys()) {
        KeyTree node = root;
        for (String part : key.replace(ELEMENT, "." + ELEMENT).split("\\.", -1)) {
          node = node.children.computeIfAbsent(part, p -> new KeyTree());
        }
        node.setting = Optional.of(s);
      }
    }
    return root;
  }

  /**
   * Checks the whole raw tree.
   *
   * @throws SettingsException for the first key that is not declared, or holds another shape
   */
  void check(Map<String, Object> root) throws SettingsException {
    check(this, this, "", root);
  }

  private void check(KeyTree root, KeyTree parent, String path, Object value)
      throws SettingsException {
    if (value instanceof Map<?, ?> map) {
      if (children.isEmpty() || children.containsKey(ELEMENT)) {
        throw new SettingsException(path, "must be " + shape() + ", not a section");
      }
      for (Map.Entry<?, ?> e : map.entrySet()) {
        String name = (String) e.getKey();
        String key = SettingsTree.join(path, name);
        KeyTree child = children.getOrDefault(name, children.get(ANY));
        if (child == null) {
          List<String> owners = parent.choicesWith(name);
          if (!owners.isEmpty()) {
            throw new SettingsException(
                key,
                "no option of %s, but of %s"
                    .formatted(
                        path.substring(path.lastIndexOf('.') + 1), String.join(", ", owners)));
          }
          throw new SettingsException(
              key, "unknown key; the nearest known one is " + root.nearest(path, name));
        }
        child.check(root, this, key, e.getValue());
      }
    } else if (value instanceof List<?> list) {
      if (!children.containsKey(ELEMENT)) {
        throw new SettingsException(path, "must be " + shape() + ", not a list");
      }
      for (int i = 0; i < list.size(); i++) {
        children.get(ELEMENT).check(root, this, path + "[" + i + "]", list.get(i));
      }
    } else if (setting.isEmpty() && !"".equals(value)) {
      throw new SettingsException(
          path, "must be " + shape() + ": " + OneLine.value(value.toString()));
    }
  }

  /** Where this is a choice between sections: those that have an option of that name. */
  private List<String> choicesWith(String name) {
    if (setting.isEmpty()) {
      return List.of();
    }
    return children.entrySet().stream()
        .filter(choice -> choice.getValue().children.containsKey(name))
        .map(Map.Entry::getKey)
        .toList();
  }

  private String shape() {
    if (children.containsKey(ELEMENT)) {
      return "a list";
    }
    return setting.isPresent()
        ? setting.get().type().rule()
        : "a section of "
            + (children.containsKey(ANY) ? "any keys" : String.join(", ", children.keySet()));
  }

  /**
   * The declared key that is most like {@code name} below {@code path}: by edits of its last part,
   * a sibling before others, then by edits of the whole.
   */
  private String nearest(String path, String name) {
    String pattern = path.replaceAll("\\[\\d+]", ELEMENT);
    String whole = SettingsTree.join(pattern, name);
    List<String> candidates = new ArrayList<>();
    collect("", candidates);
    String best =
        candidates.stream()
            .min(
                Comparator.comparingInt((String c) -> lastPartDistance(c, pattern, name))
                    .thenComparingInt(c -> distance(c, whole)))
            .orElseThrow();
    String given = path;
    return given.isEmpty() || !best.startsWith(pattern)
        ? best.replace(ELEMENT, index(given))
        : given + best.substring(pattern.length());
  }

  /**
   * The place in the list that the path goes through; every list of the settings is a first one.
   */
  private static String index(String path) {
    int open = path.indexOf('[');
    return open < 0 ? "[0]" : path.substring(open, path.indexOf(']') + 1);
  }

  /** Edits of the last part; what is no sibling lies two farther, and one for each section left. */
  private static int lastPartDistance(String candidate, String pattern, String name) {
    int dot = candidate.lastIndexOf('.');
    String parent = candidate.substring(0, Math.max(dot, 0));
    int apart = parent.equals(pattern) ? 0 : 2 + sectionsLeft(pattern, parent);
    return distance(candidate.substring(dot + 1), name) + apart;
  }

  /** How many sections of {@code from} do not hold {@code to}. */
  private static int sectionsLeft(String from, String to) {
    int left = 0;
    for (String section = from;
        !section.isEmpty() && !(to + ".").startsWith(section + ".");
        section = section.substring(0, Math.max(section.lastIndexOf('.'), 0))) {
      left++;
    }
    return left;
  }

  private static int distance(String a, String b) {
    return LevenshteinDistance.getDefaultInstance()
        .apply(a.toLowerCase(Locale.ROOT), b.toLowerCase(Locale.ROOT));
  }

  private void collect(String path, List<String> keys) {
    children.forEach(
        (part, child) -> {
          if (part.equals(ANY)) {
            return;
          }
          String key = part.equals(ELEMENT) ? path + part : SettingsTree.join(path, part);
          if (!part.equals(ELEMENT)) {
            keys.add(key);
          }
          child.collect(key, keys);
        });
  }
}
