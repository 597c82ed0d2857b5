package io.thalweg.jobs.cli;

import io.thalweg.jobs.settings.DecideSettings;
import io.thalweg.jobs.settings.Endpoint;
import io.thalweg.jobs.settings.JobSettings;
import io.thalweg.jobs.settings.OptimizeSettings;
import io.thalweg.jobs.settings.PathEndpoint;
import io.thalweg.jobs.settings.TopicEndpoint;
import java.io.PrintWriter;
import java.util.Locale;

/** What is printed when a job has ended. */
final class Summary {
  private Summary() {}

  /**
   * @param how "done", "cancelled"
   * @param seconds from the start of the job to its end
   */
  static void print(
      JobSettings settings, String how, Tally tally, double seconds, PrintWriter out) {
    out.println(how + ": " + settings.name());
    row(
        out,
        "events",
        String.format(
            Locale.ROOT,
            "%,d in %.1f s (%,.0f/s)",
            tally.events(),
            seconds,
            seconds > 0 ? tally.events() / seconds : 0));
    if (settings instanceof DecideSettings decide) {
      decided(decide, tally, out);
    } else if (settings instanceof OptimizeSettings optimize) {
      learned(optimize, tally, out);
    }
    settings.runtime().checkpointDir().ifPresent(dir -> row(out, "checkpoints in", dir));
    out.flush();
  }

  private static void learned(OptimizeSettings settings, Tally tally, PrintWriter out) {
    row(out, "progressive loss", Progress.loss(tally));
    if (settings.input().labels().isPresent()) {
      row(out, "label never came", Lines.count(tally.timedOut()));
    }
    row(out, "dead letters", tally.deadLettersByReason());
    row(out, "predictions in", place(settings.output().predictions()));
    row(out, "dead letters in", place(settings.output().deadLetters()));
    settings.output().metrics().ifPresent(m -> row(out, "metrics in", place(m.endpoint())));
  }

  private static void decided(DecideSettings settings, Tally tally, PrintWriter out) {
    Tally.Decided decided = tally.decided();
    row(out, "decisions learned", Lines.count(decided.learned()));
    row(out, "mean loss", Progress.loss(tally));
    row(out, "no outcome came", Lines.count(tally.timedOut()));
    rowIfAny(out, "learned silent", decided.defaulted());
    rowIfAny(out, "decided before", decided.repeated());
    if (decided.baselines() > 0) {
      row(
          out,
          "baseline played",
          String.format(
              Locale.ROOT,
              "%,d, the agent agrees with %.1f %%",
              decided.baselines(),
              100.0 * decided.agreed() / decided.baselines()));
    }
    row(out, "dead letters", tally.deadLettersByReason());
    row(
        out,
        settings.answers() ? "decisions in" : "decisions from",
        place(settings.input().ledger().endpoint()));
    row(out, "dead letters in", place(settings.output().deadLetters()));
  }

  private static void rowIfAny(PrintWriter out, String name, long count) {
    if (count > 0) {
      row(out, name, Lines.count(count));
    }
  }

  private static void row(PrintWriter out, String name, String value) {
    out.println(String.format(Locale.ROOT, "  %-17s %s", name, value));
  }

  private static String place(Endpoint endpoint) {
    return endpoint instanceof TopicEndpoint topic
        ? "topic " + topic.topic()
        : ((PathEndpoint) endpoint).path();
  }
}
