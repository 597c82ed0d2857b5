package io.thalweg.jobs.settings;

import io.thalweg.convex.ElasticNet;
import io.thalweg.convex.GroupLasso;
import io.thalweg.convex.L1;
import io.thalweg.convex.L2;
import io.thalweg.convex.Regularizer;
import java.util.List;

/** The regularizers by their words. */
final class Regularizers {
  private static final Declared DECLARED = new Declared();
  private static final String KEY = "models[].learner.regularizer";

  static final Setting<String> REGULARIZER =
      DECLARED.add(
          Setting.defaulted(
              KEY,
              ValueType.oneOf("none", "l1", "l2", "elastic-net", "group-lasso"),
              "none",
              "",
              "What large weights cost at every event, beside the loss: the word `none`, or a"
                  + " section of one of the other names."));
  static final Setting<Double> L1_WEIGHT =
      DECLARED.add(
          Setting.required(
              KEY + ".l1.weight",
              ValueType.numberAboveZero(),
              "",
              "Times the sum of the weights' sizes."));
  static final Setting<Double> L2_WEIGHT =
      DECLARED.add(
          Setting.required(
              KEY + ".l2.weight",
              ValueType.numberAboveZero(),
              "",
              "Times half the sum of the weights' squares."));
  static final Setting<Double> NET_L1 =
      DECLARED.add(
          Setting.required(
              KEY + ".elastic-net.l1", ValueType.numberAboveZero(), "", "As `weight` of `l1`."));
  static final Setting<Double> NET_L2 =
      DECLARED.add(
          Setting.required(
              KEY + ".elastic-net.l2", ValueType.numberAboveZero(), "", "As `weight` of `l2`."));
  static final Setting<Double> LASSO_WEIGHT =
      DECLARED.add(
          Setting.required(
              KEY + ".group-lasso.weight",
              ValueType.numberAboveZero(),
              "",
              "Times the sum of the groups' Euclidean norms."));
  static final Setting<Integer> LASSO_SIZES =
      DECLARED.add(
          Setting.required(
              KEY + ".group-lasso.sizes[]",
              ValueType.wholeNumber(1, 1 << 24),
              "features",
              "Sizes of the groups of neighbouring features, adding up to all, the bias among them;"
                  + " or the one size of all groups."));

  private Regularizers() {}

  static List<Setting<?>> all() {
    return DECLARED.all();
  }

  /** The regularizer of a learner. */
  static Regularizer read(Section learner) throws SettingsException {
    Section s = learner.choice(REGULARIZER);
    return switch (s.name()) {
      case "none" -> Regularizer.NONE;
      case "l1" -> {
        double weight = s.get(L1_WEIGHT);
        yield s.built(() -> new L1(weight));
      }
      case "l2" -> {
        double weight = s.get(L2_WEIGHT);
        yield s.built(() -> new L2(weight));
      }
      case "elastic-net" -> {
        double l1 = s.get(NET_L1);
        double l2 = s.get(NET_L2);
        yield s.built(() -> new ElasticNet(l1, l2));
      }
      case "group-lasso" -> {
        double weight = s.get(LASSO_WEIGHT);
        List<Integer> sizes = s.list(LASSO_SIZES);
        yield s.built(() -> new GroupLasso(weight, sizes));
      }
      default -> throw new IllegalStateException("a regularizer of no class: " + s.name());
    };
  }
}
