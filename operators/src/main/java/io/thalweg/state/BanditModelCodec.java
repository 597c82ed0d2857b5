package io.thalweg.state;

import io.thalweg.bandit.AgentSpec;
import io.thalweg.bandit.BanditModel;
import io.thalweg.bandit.Features;
import io.thalweg.bandit.MirrorModel;
import io.thalweg.bandit.MirrorSpec;
import io.thalweg.bandit.NeuralModel;
import io.thalweg.bandit.NeuralSpec;
import io.thalweg.bandit.NoModel;
import io.thalweg.bandit.RegressionModel;
import io.thalweg.bandit.RegressionSpec;
import io.thalweg.bandit.ReplayMemory;
import io.thalweg.bandit.RidgeModel;
import io.thalweg.bandit.RidgeSpec;
import io.thalweg.bandit.Standardization;
import io.thalweg.bandit.Standardizer;
import io.thalweg.math.PagedVector;
import io.thalweg.mirror.Learner;
import io.thalweg.mirror.LearnerSpec;
import io.thalweg.mirror.LinearModel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/**
 * The layout of a contextual bandit model's body, and the only class that knows it. All numbers are
 * little-endian; doubles and floats by their bits, so that a decoded model continues as if it had
 * never been stored. What an agent can find out again is not stored: the weights of a ridge
 * regression, the spare room of a memory.
 *
 * <pre>
 * body, version 1
 *   0  byte      version = 1
 *   1  byte      the regression: 0 none, 1 ridge, 2 neural, 3 mirror
 *   2  byte[6]   0
 *   8  long      examples learned
 *  16  double    sum of their losses
 *  24  the regression's part
 *
 * part of a ridge regression on n inputs
 *   0  int       n
 *   4  int       0
 *   8  double[n(n+1)/2]  the factor of A
 *      double[n]         b
 *
 * part of a neural regression with p parameters, on arms of d values
 *   0  int       p
 *   4  int       d
 *   8  int       m, how many examples are remembered
 *  12  int       changes of the features' transform
 *  16  long      steps left out
 *  24  long      examples that the transform has seen
 *  32  float[p]  the parameters
 *      double[d] means           of the values, if they are standardized
 *      double[d] sums of squared differences
 *      float[d]  what the transform subtracts
 *      float[d]  what it multiplies by
 *      per remembered example, by its place in the memory
 *        float[d]  values
 *        int       offset of the arm among the inputs
 *        double    loss
 *        double    weight
 *
 * pages of a neural regression whose memory has room for c examples, c·(d + 3) &gt; 8,192; its
 * body has no examples then
 *   those of a vector, as {@link LinearModelCodec} has them: per example d + 3 doubles, the values,
 *   the offset, the loss and the weight; as many pages as the m examples reach into
 *
 * part of a mirror regression, on arms of d values
 *   0  int       d
 *   4  int       changes of the features' transform
 *   8  double[d] means of the values
 *      double[d] sums of squared differences
 *      float[d]  what the transform subtracts
 *      float[d]  the inverse of the values' deviation
 *      the body of the linear model, as {@link LinearModelCodec} has it
 * </pre>
 *
 * <table>
 * <caption>Legal bodies</caption>
 * <tr><th>version<th>regression<th>bytes
 * <tr><td>1<td>none<td>24
 * <tr><td>1<td>ridge<td>32 + 4·n·(n + 3)
 * <tr><td>1<td>neural<td>56 + 4·p + 24·d + m·(4·d + 20)
 * <tr><td>1<td>neural, features not standardized<td>56 + 4·p + m·(4·d + 20)
 * <tr><td>1<td>neural, its memory in pages<td>56 + 4·p + 24·d, or without the 24·d
 * <tr><td>1<td>mirror<td>32 + 24·d, and those of the linear model's body
 * </table>
 *
 * <p>n, p and d follow from the spec; m is the number of examples learned, at most the capacity of
 * the memory. The transform of a mirror regression has seen the examples learned, which its linear
 * model counts once more. A linear model of more than 8,192 cells has pages beside.
 */
public final class BanditModelCodec {
  private static final byte VERSION = 1;
  private static final byte NONE = 0;
  private static final byte RIDGE = 1;
  private static final byte NEURAL = 2;
  private static final byte MIRROR = 3;
  private static final int FIXED_BYTES = 24;
  private static final int RIDGE_BYTES = 8;
  private static final int NEURAL_BYTES = 32;
  private static final int MIRROR_BYTES = 8;
  private static final int TRANSFORM_BYTES = 24;
  private static final int EXAMPLE_BYTES = 20;
  private static final double LARGEST_WEIGHT = 1e9;

  private BanditModelCodec() {}

  /** Length of a model's body, in bytes. */
  public static int bodyBytes(BanditModel model, AgentSpec spec) {
    Features features = spec.features();
    long bytes = FIXED_BYTES;
    if (spec.regression() instanceof RidgeSpec) {
      bytes += ridgeBytes(features);
    } else if (spec.regression() instanceof NeuralSpec neural) {
      int examples = neural(model.regression()).memory().size();
      bytes += NEURAL_BYTES + neuralBytes(neural, features, examples);
    } else if (spec.regression() instanceof MirrorSpec) {
      bytes += MIRROR_BYTES + (long) TRANSFORM_BYTES * features.dimension();
      bytes += LinearModelCodec.bodyBytes(mirror(model.regression()).linear());
    }
    return Math.toIntExact(bytes);
  }

  private static long ridgeBytes(Features features) {
    return RIDGE_BYTES + 4L * features.inputs() * (features.inputs() + 3);
  }

  /** Bytes behind the fixed ones of a neural part. */
  private static long neuralBytes(NeuralSpec spec, Features features, int examples) {
    int d = features.dimension();
    return 4L * spec.network(features).parameters()
        + (isStandardized(spec) ? (long) TRANSFORM_BYTES * d : 0)
        + (hasPages(spec, features) ? 0 : examples * (4L * d + EXAMPLE_BYTES));
  }

  /** Whether a network's memory stands in pages beside the body. */
  static boolean hasPages(NeuralSpec spec, Features features) {
    return ReplayMemory.cells(spec.replay().capacity(), features.dimension())
        > PagedVector.SINGLE_PAGE_LENGTH;
  }

  private static boolean isStandardized(NeuralSpec spec) {
    return spec.standardization() == Standardization.ONLINE;
  }

  private static byte kind(RegressionSpec spec) {
    if (spec instanceof NeuralSpec) {
      return NEURAL;
    }
    if (spec instanceof MirrorSpec) {
      return MIRROR;
    }
    return spec instanceof RidgeSpec ? RIDGE : NONE;
  }

  /**
   * The body of a model: all of it but its pages.
   *
   * @throws IllegalArgumentException if the model is not one of an agent of this spec
   */
  public static byte[] encode(BanditModel model, AgentSpec spec) {
    ByteBuffer out = ByteBuffer.allocate(bodyBytes(model, spec)).order(ByteOrder.LITTLE_ENDIAN);
    out.put(VERSION).put(kind(spec.regression())).put(new byte[6]);
    out.putLong(model.learned()).putDouble(model.losses());
    if (spec.regression() instanceof RidgeSpec) {
      encodeRidge(ridge(model.regression()), spec.features(), out);
    } else if (spec.regression() instanceof NeuralSpec neural) {
      encodeNeural(neural(model.regression()), neural, spec.features(), out);
    } else if (spec.regression() instanceof MirrorSpec) {
      encodeMirror(mirror(model.regression()), spec.features(), out);
    }
    return out.array();
  }

  private static RidgeModel ridge(RegressionModel model) {
    if (model instanceof RidgeModel ridge) {
      return ridge;
    }
    throw otherModel("ridge", model);
  }

  private static NeuralModel neural(RegressionModel model) {
    if (model instanceof NeuralModel neural) {
      return neural;
    }
    throw otherModel("neural", model);
  }

  private static MirrorModel mirror(RegressionModel model) {
    if (model instanceof MirrorModel mirror) {
      return mirror;
    }
    throw otherModel("mirror", model);
  }

  private static IllegalArgumentException otherModel(String expected, RegressionModel model) {
    return new IllegalArgumentException(
        "a model must be of its agent's regression, "
            + expected
            + ": model="
            + model.getClass().getSimpleName());
  }

  private static void encodeRidge(RidgeModel model, Features features, ByteBuffer out) {
    fits("inputs", features.inputs(), model.moments().length);
    out.putInt(features.inputs()).putInt(0);
    putDoubles(out, model.factor());
    putDoubles(out, model.moments());
  }

  private static void encodeNeural(
      NeuralModel model, NeuralSpec spec, Features features, ByteBuffer out) {
    Standardizer transform = model.standardizer();
    ReplayMemory memory = model.memory();
    int d = features.dimension();
    fits("parameters", spec.network(features).parameters(), model.parameters().length);
    fits("values of an arm", d, transform.shift().length);
    out.putInt(model.parameters().length).putInt(d).putInt(memory.size());
    out.putInt(transform.version()).putLong(model.skipped()).putLong(transform.count());
    putFloats(out, model.parameters());
    if (isStandardized(spec)) {
      putTransform(out, transform);
    }
    if (!hasPages(spec, features)) {
      float[] values = new float[d];
      for (int k = 0; k < memory.size(); k++) {
        memory.features(k, values);
        putFloats(out, values);
        out.putInt(memory.offset(k)).putDouble(memory.loss(k)).putDouble(memory.weight(k));
      }
    }
  }

  private static void encodeMirror(MirrorModel model, Features features, ByteBuffer out) {
    Standardizer transform = model.standardizer();
    fits("values of an arm", features.dimension(), transform.shift().length);
    out.putInt(features.dimension()).putInt(transform.version());
    putTransform(out, transform);
    out.put(LinearModelCodec.encode(model.linear()));
  }

  private static void putTransform(ByteBuffer out, Standardizer transform) {
    putDoubles(out, transform.mean());
    putDoubles(out, transform.squares());
    putFloats(out, transform.shift());
    putFloats(out, transform.factor());
  }

  private static void fits(String what, int expected, int found) {
    if (found != expected) {
      throw new IllegalArgumentException(
          "a model must have the %s of its agent, %d: found=%d".formatted(what, expected, found));
    }
  }

  private static void putDoubles(ByteBuffer out, double[] values) {
    out.asDoubleBuffer().put(values);
    out.position(out.position() + 8 * values.length);
  }

  private static void putFloats(ByteBuffer out, float[] values) {
    out.asFloatBuffer().put(values);
    out.position(out.position() + 4 * values.length);
  }

  /**
   * A model out of its body.
   *
   * @param loader asked for pages when they are first touched
   * @throws ModelFormatException if the bytes are no body of this version, or not of a model of
   *     this spec's agent
   */
  public static BanditModel decode(byte[] body, AgentSpec spec, PagedVector.PageLoader loader) {
    ByteBuffer in = ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN);
    require(body.length >= 1, "a bandit model's body must not be empty: length=%d", 0);
    int version = in.get();
    require(
        version == VERSION,
        "bandit model version must be %d, the only one known: version=%d",
        VERSION,
        version);
    require(
        body.length >= FIXED_BYTES,
        "a body has at least %d bytes: length=%d",
        FIXED_BYTES,
        body.length);
    same("the regression", kind(spec.regression()), in.get());
    require(in.getShort() == 0 && in.getInt() == 0, "flags must be 0: version=%d", VERSION);
    long learned = in.getLong();
    require(learned >= 0, "examples learned must be at least 0: learned=%d", learned);
    double losses = in.getDouble();
    require(
        losses >= 0 && losses <= learned,
        "the losses of %d examples must sum to one of at most 1 for each: losses=%s",
        learned,
        losses);
    return BanditModel.restored(
        new Reader(in, spec.features(), learned, loader).part(spec), learned, losses);
  }

  /** Reads the regression's part of one body. */
  private static final class Reader {
    private final ByteBuffer in;
    private final Features features;
    private final long learned;
    private final PagedVector.PageLoader loader;

    Reader(ByteBuffer in, Features features, long learned, PagedVector.PageLoader loader) {
      this.in = in;
      this.features = features;
      this.learned = learned;
      this.loader = loader;
    }

    RegressionModel part(AgentSpec spec) {
      if (spec.regression() instanceof RidgeSpec) {
        return ridge();
      }
      if (spec.regression() instanceof NeuralSpec neural) {
        return neural(neural);
      }
      if (spec.regression() instanceof MirrorSpec mirror) {
        return mirror(mirror.learner(features));
      }
      left(0);
      return new NoModel();
    }

    private RidgeModel ridge() {
      int n = features.inputs();
      atLeast(RIDGE_BYTES);
      same("inputs", n, in.getInt());
      require(in.getInt() == 0, "flags must be 0: version=%d", VERSION);
      left(ridgeBytes(features) - RIDGE_BYTES);
      double[] factor = doubles("the factor", n * (n + 1) / 2);
      return RidgeModel.restored(factor, doubles("moments", n));
    }

    private NeuralModel neural(NeuralSpec spec) {
      int d = features.dimension();
      int examples = (int) Math.min(spec.replay().capacity(), learned);
      long seen = isStandardized(spec) ? learned : 0;
      atLeast(NEURAL_BYTES);
      same("parameters", spec.network(features).parameters(), in.getInt());
      same("values of an arm", d, in.getInt());
      same("remembered examples", examples, in.getInt());
      int changes = changes(seen);
      long skipped = in.getLong();
      require(skipped >= 0, "steps left out must be at least 0: steps=%d", skipped);
      long found = in.getLong();
      require(found == seen, "the transform must have seen %d examples: found=%d", seen, found);
      left(neuralBytes(spec, features, examples));
      float[] parameters = floats("parameters", spec.network(features).parameters());
      Standardizer transform =
          isStandardized(spec) ? transform(d, seen, changes) : Standardizer.create(d);
      return NeuralModel.restored(parameters, memory(spec, examples), transform, skipped);
    }

    private MirrorModel mirror(LearnerSpec spec) {
      int d = features.dimension();
      atLeast(MIRROR_BYTES);
      same("values of an arm", d, in.getInt());
      int changes = changes(learned);
      atLeast(TRANSFORM_BYTES * d);
      Standardizer transform = transform(d, learned, changes);
      byte[] body = new byte[in.remaining()];
      in.get(body);
      LinearModel linear =
          LinearModelCodec.decode(body, Learner.of(spec).layout(), spec.dimension(), loader);
      require(
          linear.rounds() == learned,
          "the linear model must have learned %d examples: found=%d",
          learned,
          linear.rounds());
      return MirrorModel.restored(linear, transform);
    }

    private int changes(long seen) {
      int changes = in.getInt();
      require(
          changes >= 0 && changes <= seen,
          "changes of the transform must be at least 0, and at most %d: changes=%d",
          seen,
          changes);
      return changes;
    }

    private Standardizer transform(int d, long seen, int changes) {
      double[] mean = doubles("means", d);
      double[] squares = doubles("squares", d);
      float[] shift = floats("shifts", d);
      return Standardizer.restored(mean, squares, shift, floats("factors", d), seen, changes);
    }

    private ReplayMemory memory(NeuralSpec spec, int examples) {
      int d = features.dimension();
      int cells = ReplayMemory.cells(spec.replay().capacity(), d);
      if (!hasPages(spec, features)) {
        ReplayMemory memory = ReplayMemory.restored(new PagedVector(cells), d, examples);
        for (int k = 0; k < examples; k++) {
          example(k, memory);
        }
        return memory;
      }
      long[] present = new long[LinearModelCodec.words(LinearModelCodec.pages(cells))];
      int pages = LinearModelCodec.pages(ReplayMemory.cells(examples, d));
      for (int page = 0; page < pages; page++) {
        present[page >>> 6] |= 1L << page;
      }
      return ReplayMemory.restored(PagedVector.stored(cells, present, loader), d, examples);
    }

    private void example(int k, ReplayMemory memory) {
      int d = features.dimension();
      float[] values = floats("remembered values", d);
      int offset = in.getInt();
      int last = features.inputs() - d;
      require(
          offset >= 0 && offset <= last && offset % d == 0,
          "an offset must be that of an arm, a multiple of %d up to %d: offset=%d, example=%d",
          d,
          last,
          offset,
          k);
      double loss = within("a loss", 1, in.getDouble(), k);
      memory.put(k, values, 0, offset, loss, within("a weight", LARGEST_WEIGHT, in.getDouble(), k));
    }

    private static double within(String what, double largest, double value, int example) {
      require(
          value >= 0 && value <= largest,
          "%s must be in [0, %s]: found=%s, example=%d",
          what,
          largest,
          value,
          example);
      return value;
    }

    private double[] doubles(String what, int count) {
      double[] values = new double[count];
      in.asDoubleBuffer().get(values);
      in.position(in.position() + 8 * count);
      for (int k = 0; k < count; k++) {
        if (!Double.isFinite(values[k])) {
          throw notFinite(what, values[k], k);
        }
      }
      return values;
    }

    private float[] floats(String what, int count) {
      float[] values = new float[count];
      in.asFloatBuffer().get(values);
      in.position(in.position() + 4 * count);
      requireFinite(what, values);
      return values;
    }

    private static void requireFinite(String what, float[] values) {
      for (int k = 0; k < values.length; k++) {
        if (!Float.isFinite(values[k])) {
          throw notFinite(what, values[k], k);
        }
      }
    }

    private static ModelFormatException notFinite(String what, double value, int position) {
      return new ModelFormatException(
          "%s must be finite: value=%s, position=%d".formatted(what, value, position));
    }

    private void atLeast(int bytes) {
      require(
          in.remaining() >= bytes,
          "a body must hold what it counts, %d more bytes: remaining=%d",
          bytes,
          in.remaining());
    }

    /** Asked before anything is allocated. */
    private void left(long bytes) {
      require(
          in.remaining() == bytes,
          "a body must hold exactly what it counts, %d more bytes: remaining=%d",
          bytes,
          in.remaining());
    }
  }

  private static void same(String what, int expected, int found) {
    require(found == expected, "%s must be the agent's, %d: found=%d", what, expected, found);
  }

  private static void require(boolean holds, String rule, Object... values) {
    if (!holds) {
      throw new ModelFormatException(String.format(Locale.ROOT, rule, values));
    }
  }
}
