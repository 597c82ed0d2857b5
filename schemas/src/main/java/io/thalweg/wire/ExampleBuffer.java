package io.thalweg.wire;

import io.thalweg.Features;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.TreeMap;

/**
 * One decoded example, filled anew by every {@link ExampleDecoder#decode}. Its arrays grow to what
 * the largest event needed and are then reused: what they hold, and what accessors return, is good
 * until the next call. Arrays may be longer than their counts.
 *
 * <p>The decoder writes, everybody else reads.
 */
public final class ExampleBuffer {
  /** How the features are given. */
  public enum Form {
    /** Nothing decoded yet. */
    NONE,
    /** A value per position. */
    DENSE,
    /** Positions and their values. */
    SPARSE,
    /** Names and their numbers, texts or booleans. */
    NAMED
  }

  /** What a named feature holds. */
  public enum Kind {
    NUMBER,
    TEXT,
    TRUE,
    FALSE
  }

  private static final int INITIAL = 32;

  private String model = "";
  private String id = "";
  private long time;
  private boolean labelled;
  private double label;
  private double weight;

  private boolean hasDense;
  private boolean hasIndices;
  private boolean hasValues;
  private boolean hasNamed;

  private float[] values = new float[INITIAL];
  private int valueCount;
  private int[] indices = new int[INITIAL];
  private int indexCount;

  private byte[] text = new byte[16 * INITIAL];
  private int textLength;
  private int namedCount;
  private int[] nameEnds = new int[INITIAL];
  private int[] textEnds = new int[INITIAL];
  private double[] numbers = new double[INITIAL];
  private Kind[] kinds = new Kind[INITIAL];
  private int[] slots = new int[4 * INITIAL];

  /** Name of the model; not empty. */
  public String model() {
    return model;
  }

  /** Name of the event; not empty. */
  public String id() {
    return id;
  }

  /** Event time, milliseconds since 1970-01-01T00:00:00Z. */
  public long time() {
    return time;
  }

  /** Whether the truth is known; if not, the event is only predicted on. */
  public boolean labelled() {
    return labelled;
  }

  /** The truth, finite; NaN where the event is not labelled. */
  public double label() {
    return label;
  }

  /** Importance in learning, at least 0; 1 where the event says nothing. */
  public double weight() {
    return weight;
  }

  /** The one form in which the features stand. */
  public Form form() {
    if (hasDense) {
      return Form.DENSE;
    }
    if (hasIndices || hasValues) {
      return Form.SPARSE;
    }
    return hasNamed ? Form.NAMED : Form.NONE;
  }

  /** Dense or sparse values, float[≥ valueCount], all finite. */
  public float[] values() {
    return values;
  }

  /** Number of values; 0 in the named form. */
  public int valueCount() {
    return valueCount;
  }

  /** Positions of the sparse values, int[≥ indexCount], none negative, in the event's order. */
  public int[] indices() {
    return indices;
  }

  /** Number of positions; may differ from the number of values, and is 0 in the other forms. */
  public int indexCount() {
    return indexCount;
  }

  /** Number of named features; 0 in the other forms. */
  public int namedCount() {
    return namedCount;
  }

  /** UTF-8 of all names and texts; {@code nameStart} to {@code textEnd} point into it. */
  public byte[] text() {
    return text;
  }

  /** Where the name of feature {@code i} begins in {@link #text}. */
  public int nameStart(int i) {
    return i == 0 ? 0 : textEnds[i - 1];
  }

  /** Behind the last byte of the name of feature {@code i}. */
  public int nameEnd(int i) {
    return nameEnds[i];
  }

  /** What feature {@code i} holds. */
  public Kind kind(int i) {
    return kinds[i];
  }

  /** The number that feature {@code i} holds, finite as a float too; 0 for the other kinds. */
  public double number(int i) {
    return numbers[i];
  }

  /** Where the text of feature {@code i} begins in {@link #text}. */
  public int textStart(int i) {
    return nameEnds[i];
  }

  /** Behind the last byte of the text of feature {@code i}; its start for the other kinds. */
  public int textEnd(int i) {
    return textEnds[i];
  }

  /**
   * Takes in features that were decoded into a record, in place of what stood here; named ones in
   * the order of their names.
   *
   * @param ofModel name of the model that they are for
   */
  public void fill(String ofModel, Features features) {
    clear();
    model = ofModel;
    if (features.getDense() != null) {
      beginDense();
      features.getDense().forEach(this::addValue);
    }
    if (features.getIndices() != null) {
      beginIndices();
      features.getIndices().forEach(this::addIndex);
    }
    if (features.getValues() != null) {
      beginValues();
      features.getValues().forEach(this::addValue);
    }
    if (features.getNamed() != null) {
      beginNamed();
      new TreeMap<>(features.getNamed()).forEach(this::addNamed);
    }
  }

  private void addNamed(String name, Object value) {
    byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
    addName(utf8, utf8.length);
    if (value instanceof Boolean b) {
      addBoolean(b);
    } else if (value instanceof Number number) {
      addNumber(number.doubleValue());
    } else {
      byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
      addText(text, text.length);
    }
  }

  // What follows is the decoders' side.

  void clear() {
    model = "";
    id = "";
    time = 0;
    labelled = false;
    label = Double.NaN;
    weight = 1;
    hasDense = false;
    hasIndices = false;
    hasValues = false;
    hasNamed = false;
    valueCount = 0;
    indexCount = 0;
    textLength = 0;
    namedCount = 0;
  }

  void model(String name) {
    model = name;
  }

  void id(String name) {
    id = name;
  }

  void time(long millis) {
    time = millis;
  }

  void label(double truth) {
    labelled = true;
    label = truth;
  }

  void weight(double importance) {
    weight = importance;
  }

  void beginDense() {
    hasDense = true;
    valueCount = 0;
  }

  void beginIndices() {
    hasIndices = true;
  }

  void beginValues() {
    hasValues = true;
    valueCount = 0;
  }

  void beginNamed() {
    hasNamed = true;
  }

  boolean hasDense() {
    return hasDense;
  }

  boolean hasIndices() {
    return hasIndices;
  }

  boolean hasValues() {
    return hasValues;
  }

  boolean hasNamed() {
    return hasNamed;
  }

  void addValue(float value) {
    if (valueCount == values.length) {
      values = Arrays.copyOf(values, 2 * valueCount);
    }
    values[valueCount++] = value;
  }

  void addIndex(int index) {
    if (indexCount == indices.length) {
      indices = Arrays.copyOf(indices, 2 * indexCount);
    }
    indices[indexCount++] = index;
  }

  /** Begins a named feature: its name, then exactly one of addNumber, addText, addBoolean. */
  void addName(byte[] utf8, int length) {
    growNamed();
    append(utf8, length);
    nameEnds[namedCount] = textLength;
  }

  /** As {@link #addName(byte[], int)}; false where the chars hold half of a surrogate pair. */
  boolean addName(char[] chars, int from, int length) {
    growNamed();
    boolean wellFormed = append(chars, from, length);
    nameEnds[namedCount] = textLength;
    return wellFormed;
  }

  void addNumber(double number) {
    endNamed(Kind.NUMBER, number);
  }

  void addText(byte[] utf8, int length) {
    append(utf8, length);
    endNamed(Kind.TEXT, 0);
  }

  /** As {@link #addText(byte[], int)}; false where the chars hold half of a surrogate pair. */
  boolean addText(char[] chars, int from, int length) {
    boolean wellFormed = append(chars, from, length);
    endNamed(Kind.TEXT, 0);
    return wellFormed;
  }

  void addBoolean(boolean value) {
    endNamed(value ? Kind.TRUE : Kind.FALSE, 0);
  }

  /**
   * A feature whose name stood before, or -1 if all names differ; O(total length of the names) with
   * an open-addressing table that is half empty at least.
   */
  int repeatedName() {
    int size = Math.max(16, Integer.highestOneBit(Math.max(1, namedCount)) << 2);
    if (slots.length < size) {
      slots = new int[size];
    }
    Arrays.fill(slots, 0, size, -1);
    for (int i = 0; i < namedCount; i++) {
      int slot = hash(i) & (size - 1);
      while (slots[slot] >= 0) {
        if (sameName(slots[slot], i)) {
          return i;
        }
        slot = (slot + 1) & (size - 1);
      }
      slots[slot] = i;
    }
    return -1;
  }

  private int hash(int i) {
    int hash = 0x811c9dc5;
    for (int k = nameStart(i); k < nameEnds[i]; k++) {
      hash = (hash ^ text[k]) * 0x01000193;
    }
    return hash ^ (hash >>> 15);
  }

  private boolean sameName(int i, int j) {
    return Arrays.equals(text, nameStart(i), nameEnds[i], text, nameStart(j), nameEnds[j]);
  }

  private void endNamed(Kind kind, double number) {
    kinds[namedCount] = kind;
    numbers[namedCount] = number;
    textEnds[namedCount] = textLength;
    namedCount++;
  }

  private void growNamed() {
    if (namedCount == kinds.length) {
      int capacity = 2 * namedCount;
      nameEnds = Arrays.copyOf(nameEnds, capacity);
      textEnds = Arrays.copyOf(textEnds, capacity);
      numbers = Arrays.copyOf(numbers, capacity);
      kinds = Arrays.copyOf(kinds, capacity);
    }
  }

  private void append(byte[] utf8, int length) {
    growText(length);
    System.arraycopy(utf8, 0, text, textLength, length);
    textLength += length;
  }

  private boolean append(char[] chars, int from, int length) {
    growText(3 * length);
    int end = Utf8Text.encode(chars, from, from + length, text, textLength);
    if (end >= 0) {
      textLength = end;
    }
    return end >= 0;
  }

  private void growText(int more) {
    if (text.length - textLength < more) {
      text = Arrays.copyOf(text, Math.max(textLength + more, 2 * text.length));
    }
  }
}
