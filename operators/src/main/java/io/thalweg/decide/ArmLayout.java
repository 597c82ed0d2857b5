package io.thalweg.decide;

import io.thalweg.bandit.ArmBlocks;
import io.thalweg.bandit.ArmFeatures;
import io.thalweg.bandit.Features;
import io.thalweg.stream.FeatureSpec;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;

/** How the features of a request and of its actions become the inputs of a model. */
public sealed interface ArmLayout extends Serializable
    permits ArmLayout.Blocks, ArmLayout.Joined, ArmLayout.Crossed {
  /** The inputs as the agent knows them. */
  Features features();

  /** One line of ASCII, equal for equal layouts. */
  String canonical();

  /**
   * Every action has a block of inputs for the context; actions have no features.
   *
   * @param actions the actions, in the order of their blocks; empty for an open set, whose actions
   *     are hashed into the blocks
   */
  record Blocks(ContextLayout context, List<String> actions, int blocks) implements ArmLayout {
    /** Checks that the actions fit the blocks. */
    public Blocks {
      actions = List.copyOf(actions);
      if (!actions.isEmpty() && actions.size() != blocks) {
        throw new IllegalArgumentException(
            "there must be a block for each action: actions=%d, blocks=%d"
                .formatted(actions.size(), blocks));
      }
      if (new HashSet<>(actions).size() < actions.size()) {
        throw new IllegalArgumentException("an action must stand once: actions=" + actions);
      }
    }

    /** Blocks of known actions. */
    public static Blocks of(ContextLayout context, List<String> actions) {
      return new Blocks(context, actions, actions.size());
    }

    /** Blocks of known actions for shared features. */
    public static Blocks of(FeatureSpec shared, List<String> actions) {
      return of(new ContextLayout.Shared(shared), actions);
    }

    /** Blocks that actions are hashed into. */
    public static Blocks hashed(ContextLayout context, int blocks) {
      return new Blocks(context, List.of(), blocks);
    }

    /** Blocks for shared features that actions are hashed into. */
    public static Blocks hashed(FeatureSpec shared, int blocks) {
      return hashed(new ContextLayout.Shared(shared), blocks);
    }

    @Override
    public ArmBlocks features() {
      return new ArmBlocks(context.dimension(), blocks);
    }

    @Override
    public String canonical() {
      StringBuilder line = new StringBuilder("blocks " + blocks + " of " + context.canonical());
      for (String action : actions) {
        line.append(' ').append(URLEncoder.encode(action, StandardCharsets.UTF_8));
      }
      return line.toString();
    }
  }

  /** The context, and the features of the action behind it. */
  record Joined(ContextLayout context, FeatureSpec action) implements ArmLayout {
    /** The same for shared features. */
    public Joined(FeatureSpec shared, FeatureSpec action) {
      this(new ContextLayout.Shared(shared), action);
    }

    @Override
    public ArmFeatures features() {
      return new ArmFeatures(Math.addExact(context.dimension(), action.dimension()));
    }

    @Override
    public String canonical() {
      return "joined " + context.canonical() + " / " + action.canonical();
    }
  }

  /**
   * The same with all products of the two behind them, so that a linear model too can tell which
   * action suits which context.
   */
  record Crossed(ContextLayout context, FeatureSpec action) implements ArmLayout {
    /** The same for shared features. */
    public Crossed(FeatureSpec shared, FeatureSpec action) {
      this(new ContextLayout.Shared(shared), action);
    }

    @Override
    public ArmFeatures features() {
      long context = this.context.dimension();
      long action = this.action.dimension();
      return new ArmFeatures(
          (int) Math.min(Integer.MAX_VALUE, context + action + context * action));
    }

    @Override
    public String canonical() {
      return "crossed " + context.canonical() + " / " + action.canonical();
    }
  }
}
