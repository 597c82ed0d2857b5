package io.thalweg.jobs.experiments.bandit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Short contests, which every run decides alike. */
class ContestTest {
  private static double regret(List<Contestant> contestants, String name, Environment.Kind kind) {
    Contestant contestant =
        contestants.stream().filter(c -> c.name().equals(name)).findFirst().orElseThrow();
    return new Contest(2, 5000).run(contestant, kind).mean();
  }

  @Test
  void networksBeatLinearModelsWhereTheLossIsNotLinear() {
    List<Contestant> agents = Contestants.agents();
    for (Environment.Kind kind : Environment.Kind.values()) {
      double uniform = regret(agents, "uniform", kind);
      double linear = regret(agents, "LinUCB 0.3", kind);
      double square = regret(agents, "NeuSquareCB as it comes", kind);
      double fast = regret(agents, "NeuFastCB as it comes", kind);
      assertThat(linear).isLessThan(0.8 * uniform);
      assertThat(square).isLessThan(0.7 * linear);
      assertThat(fast).isLessThan(0.7 * linear);
    }
  }

  @Test
  void productsMakeTheQuadraticProblemLinear() {
    List<Contestant> agents = Contestants.agents();
    assertThat(regret(agents, "LinUCB 0.3 on products", Environment.Kind.QUADRATIC))
        .isLessThan(0.4 * regret(agents, "LinUCB 0.3", Environment.Kind.QUADRATIC));
  }

  @Test
  void lateLossesCost() {
    List<Contestant> ablations = Contestants.ablations();
    assertThat(
            regret(ablations, "NeuFastCB plain, losses 1000 rounds late", Environment.Kind.CLEAN))
        .isGreaterThan(1.2 * regret(ablations, "NeuFastCB plain", Environment.Kind.CLEAN));
  }

  @Test
  void everyContestantHasANameOfItsOwn() {
    assertThat(Contestants.agents()).extracting(Contestant::name).doesNotHaveDuplicates();
    assertThat(Contestants.ablations()).extracting(Contestant::name).doesNotHaveDuplicates();
  }
}
