package io.thalweg.it;

import io.thalweg.DeadLetter;
import io.thalweg.ModelVersion;
import io.thalweg.Prediction;
import io.thalweg.jobs.models.SavepointModels;
import io.thalweg.wire.RejectedEventException;
import io.thalweg.wire.WireFormat;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * All that a run has made of a log: what two runs over one log must have in common.
 *
 * @param models every model's bytes, as length and checksum, by name
 * @param answers every answer, bit by bit, by event; an event that was answered twice has a second
 *     entry
 * @param deadLetters reason by place of the refused event; likewise
 */
record Fold(
    SortedMap<String, String> models,
    SortedMap<String, Answer> answers,
    SortedMap<String, String> deadLetters) {

  /** An answer in full; doubles by their bits. */
  record Answer(
      String model, long time, long prediction, long margin, Long loss, ModelVersion version) {
    private static Answer of(Prediction p) {
      return new Answer(
          p.getModel(),
          p.getTime().toEpochMilli(),
          Double.doubleToRawLongBits(p.getPrediction()),
          Double.doubleToRawLongBits(p.getMargin()),
          p.getLoss() == null ? null : Double.doubleToRawLongBits(p.getLoss()),
          p.getVersion());
    }
  }

  /**
   * The fold of a job that has ended.
   *
   * @param savepoint where the models lie
   */
  static Fold of(Topics topics, String predictions, String deadLetters, String savepoint)
      throws Exception {
    topics.awaitSettled(predictions);
    topics.awaitSettled(deadLetters);
    SortedMap<String, String> models = new TreeMap<>();
    for (Map.Entry<String, byte[]> model : new SavepointModels(savepoint).all().entrySet()) {
      byte[] bytes = model.getValue();
      models.put(model.getKey(), bytes.length + " bytes, " + checksum(bytes));
    }
    SortedMap<String, Answer> answers = new TreeMap<>();
    for (Prediction answer : read(topics.committed(predictions), Prediction.class)) {
      putAnew(answers, answer.getModel() + " " + answer.getId(), Answer.of(answer));
    }
    SortedMap<String, String> letters = new TreeMap<>();
    for (DeadLetter letter : read(topics.committed(deadLetters), DeadLetter.class)) {
      putAnew(letters, letter.getPartition() + ":" + letter.getOffset(), letter.getReason());
    }
    return new Fold(models, answers, letters);
  }

  /** In what {@code actual} differs from this, one line for each difference; none if in nothing. */
  List<String> differences(Fold actual) {
    List<String> lines = new ArrayList<>();
    differences("model", models, actual.models, lines);
    differences("answer", answers, actual.answers, lines);
    differences("dead letter", deadLetters, actual.deadLetters, lines);
    return lines;
  }

  private static void differences(
      String what, SortedMap<String, ?> expected, SortedMap<String, ?> actual, List<String> lines) {
    SortedMap<String, Object> all = new TreeMap<>(expected);
    all.putAll(actual);
    for (String name : all.keySet()) {
      if (!expected.containsKey(name)
          || !actual.containsKey(name)
          || !expected.get(name).equals(actual.get(name))) {
        lines.add(
            what + " " + name + ": " + actual.get(name) + " instead of " + expected.get(name));
      }
    }
  }

  static <T extends org.apache.avro.specific.SpecificRecord> List<T> read(
      List<ConsumerRecord<byte[], byte[]>> records, Class<T> type) throws RejectedEventException {
    List<T> read = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      read.add(WireFormat.AVRO.decode(record.value(), type));
    }
    return read;
  }

  private static <V> void putAnew(SortedMap<String, V> map, String name, V value) {
    String free = name;
    while (map.putIfAbsent(free, value) != null) {
      free += " again";
    }
  }

  /** Not a CRC: models carry their own, and those of a whole would hide what they are of. */
  private static String checksum(byte[] bytes) throws NoSuchAlgorithmException {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
