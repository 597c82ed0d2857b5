package io.thalweg.benchmarks.bandit;

/** The words of the page around its tables. */
final class PageText {
  private static final String TEXT =
      """
      # The bandit agents beside Vowpal Wabbit

      Written by `benchmarks/run bandits`; the same at each run on one kind of machine. Final \
      regret after %,d rounds: on `quad` the expected losses above the best arm's, everywhere else \
      the wrong choices. Mean ± standard deviation over %d repetitions, which have problems or \
      orders of their own, the same for every agent; in brackets the ratio of the mean to that of \
      Vowpal Wabbit with `-q ua`. Empty: not played.

      %s
      ## The problems

      Each round shows a context, an arm is chosen, and of its loss alone is learned, at once. \
      Values of a context, with a constant 1, times arms: %s. All arms see the context, each in a \
      block of inputs of its own.

      - **quad, clean.** Synthetic: what decides is the square of a product with the context. On \
      `quad` losses are noisy, on `clean` one arm has loss 0 and the others 1. No linear agent can \
      learn them; with products of two values, both are nearly linear.
      - **Shuttle, Letter, Fashion-MNIST.** Classes as arms: loss 0 for the right one, else 1. \
      Features as they are in the files, examples in an order by chance, each at most once. In \
      Shuttle, always choosing the largest class is wrong 2,140 times in 10,000. Where the data \
      come from: `data/classes`.

      ## The agents

      **Vowpal Wabbit** 9.3.0 is `--cb_explore_adf --squarecb` with all else as it comes. *Plain*, \
      its arms are names beside the context, and none can depend on it. `-q ua` gives each arm a \
      weight for each value: the same inputs as ours, and what ratios are to. `--cubic uua` adds \
      all products of two values, which is the form of the synthetic problems; it is left out for \
      Fashion-MNIST, of whose points it would make some million features a decision.

      **Ours** are those of `Agents`, as they come; none is tuned to a problem. Networks \
      standardize features online, the linear agents by steps (mirror) centre those that have an \
      offset. The exact linear agents (ridge) keep a matrix of all inputs, so \
      that they end at 2,048 of them; Thompson sampling, which draws all weights 64 times a \
      decision, is not played above 256. The last two rows are the neural agents with the step \
      size that they have where there are fewer features. *0.05* is ε, *0.3* the width of LinUCB's bounds or of Thompson's draws.

      ## When to take which

      | situation | agent |
      |---|---|
      | nothing is known, some tens of features | NeuFastCB: the least regret of ours on those |
      | several hundred features | NeuSquareCB or NeuFastCB; FastCB where speed counts more |
      | losses are nearly linear in the features, at most some hundred inputs in all | LinUCB, \
      which is exact, learns from few outcomes and has nothing to tune but its width |
      | the same, and the log is to judge other policies | SquareCB on ridge |
      | losses are nearly linear in thousands of features, most of them 0 | FastCB on mirror, whose \
      cost is that of the others |
      | the log is to judge other policies | NeuSquareCB, or NeuFastCB with a floor under its \
      probabilities |

      - **The more features, the smaller the steps.** A step on squared loss diverges where \
      step size times squared gradient reaches 2, and the gradient's square grows with the number \
      of standardized features. The networks' step size is 0.1 up to 80 values, and 8 over their \
      number above: on the 785 values of Fashion-MNIST, NeuSquareCB learns next to nothing at 0.1. \
      NeuFastCB's slopes are bounded, so that it loses less.
      - **Letter is hard in 10,000 rounds:** 26 arms, of which a new agent hits the right one once \
      in 26 rounds. All agents are still learning at the end.
      - **Exploration by gaps pays for probabilities.** LinUCB's choices have probability 1 or 0: \
      its log says nothing about other policies. The agents that draw log a probability with each \
      decision; NeuFastCB's get very small where it is sure, and importance weights as large.
      - **What is known of the losses is worth as much as a network.** With the products of values, \
      Vowpal Wabbit comes close to our networks on `quad` and `clean`: it is told the form that \
      they have to find. What the same products do for a linear agent of ours: LinUCB on products \
      in `thalweg experiments bandit`.
      - **Differences below a deviation are chance.** Repetitions are few, and one early decision \
      changes all that follow.
      """;

  private PageText() {}

  /** The page around the tables, of the shapes of the problems. */
  static String of(int rounds, int repetitions, String shapes, String tables) {
    return TEXT.formatted(rounds, repetitions, tables, shapes);
  }
}
