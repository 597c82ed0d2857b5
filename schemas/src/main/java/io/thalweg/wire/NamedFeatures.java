package io.thalweg.wire;

import java.util.LinkedHashMap;

/**
 * Features by name in the event's order. An Avro map may hold a name twice, which no map of Java
 * does; this one remembers that there was such a name, so that the event can be refused.
 */
final class NamedFeatures extends LinkedHashMap<Object, Object> {
  private static final long serialVersionUID = 1L;

  private String repeated;

  @Override
  public Object put(Object name, Object value) {
    Object before = super.put(name, value);
    if (before != null && repeated == null) {
      repeated = name.toString();
    }
    return before;
  }

  /** The first name that came twice, or null. */
  static String repeatedIn(Object named) {
    return named instanceof NamedFeatures features ? features.repeated : null;
  }
}
