package io.thalweg.mirror;

/** What a loss makes of the margins of an event, of one or of one for each class. */
sealed interface Judge {
  /** Number of margins. */
  int margins();

  /** Answers for {@code margins}, double[≥ {@link #margins}], which it may overwrite. */
  void answer(double[] margins, Answer into);

  /** Answers as {@link #answer} does, with the loss, and turns the margins into slopes. */
  void judge(double[] margins, double label, Answer into);

  static Judge of(Loss loss) {
    if (loss instanceof SoftmaxLoss softmax) {
      return new Classes(softmax);
    }
    return new OneMargin((MarginLoss) loss);
  }

  /** One margin. */
  record OneMargin(MarginLoss loss) implements Judge {
    @Override
    public int margins() {
      return 1;
    }

    @Override
    public void answer(double[] margins, Answer into) {
      loss.answer(margins[0], into);
    }

    @Override
    public void judge(double[] margins, double label, Answer into) {
      loss.judge(margins[0], label, into);
      margins[0] = into.slope;
    }
  }

  /** One for each class; the likeliest class is the first of the largest margin. */
  record Classes(SoftmaxLoss loss) implements Judge {
    @Override
    public int margins() {
      return loss.classes();
    }

    @Override
    public void answer(double[] margins, Answer into) {
      normalize(margins, into);
    }

    /** Leaves the probabilities in {@code margins} too; the logarithm of the sum. */
    private double normalize(double[] margins, Answer into) {
      int likeliest = 0;
      for (int k = 1; k < loss.classes(); k++) {
        if (margins[k] > margins[likeliest]) {
          likeliest = k;
        }
      }
      into.margin = margins[likeliest];
      into.prediction = likeliest;
      into.slope = Double.NaN;
      System.arraycopy(margins, 0, into.margins(loss.classes()), 0, loss.classes());
      double logSum = loss.normalize(margins);
      System.arraycopy(margins, 0, into.scores(loss.classes()), 0, loss.classes());
      return logSum;
    }

    @Override
    public void judge(double[] margins, double label, Answer into) {
      double own = margins[(int) label];
      into.loss = normalize(margins, into) - own;
      margins[(int) label] -= 1;
    }
  }
}
