package io.thalweg;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who may know whom. Learner packages are libraries: they know no Flink, no Kafka, no Avro, no
 * clock, no thread and no randomness that is not drawn by key.
 */
class ArchitectureTest {
  private static final String ROOT = "io.thalweg.";

  /**
   * A package and the packages of ours that it may use; a package yet to be written is no fault.
   */
  private static final Map<String, List<String>> MAY_USE =
      Map.of(
          "math", List.of(),
          "convex", List.of("math"),
          "mirror", List.of("math", "convex"),
          "bandit", List.of("math", "convex", "mirror"),
          "submodular", List.of("math"),
          "aggregate", List.of("math"),
          "evaluation", List.of("math"),
          "state", List.of("math", "convex", "mirror", "bandit", "submodular", "aggregate"));

  private static final String[] OUTSIDE_WORLD = {
    "org.apache.flink..", "org.apache.kafka..", "org.apache.avro..", "org.rocksdb.."
  };

  private static final Set<String> CLOCK_METHODS = Set.of("currentTimeMillis", "nanoTime");

  private static final JavaClasses OURS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.thalweg");

  static Stream<String> libraries() {
    return MAY_USE.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void aLibraryUsesOnlyThePackagesBelowIt(String name) {
    dependencies(name).check(OURS);
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void aLibraryKnowsNothingOfTheOutsideWorld(String name) {
    noClasses()
        .that()
        .resideInAPackage(ROOT + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(OUTSIDE_WORLD)
        .allowEmptyShould(true)
        .check(OURS);
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void aLibraryHasNoClockNoThreadAndNoDice(String name) {
    timeless(name).check(OURS);
  }

  @Test
  void theRulesCatchWhatTheyForbid() {
    JavaClasses tests = new ClassFileImporter().importClasses(Offender.class);
    assertThat(tests).hasSize(1);
    assertThatThrownBy(
            () -> noClasses().should().accessTargetWhere(readsAClockOrThrowsDice()).check(tests))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("nanoTime")
        .hasMessageContaining("random()");
    assertThat(OURS.contain("io.thalweg.mirror.MirrorDescent")).isTrue();
    assertThat(OURS.contain("io.thalweg.math.PagedVector")).isTrue();
  }

  private static ArchRule dependencies(String name) {
    String[] allowed =
        Stream.concat(Stream.of(name), MAY_USE.get(name).stream())
            .map(used -> ROOT + used + "..")
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(ROOT + name + "..")
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(allowed)
                .or(DescribedPredicate.not(resideInAPackage("io.thalweg.."))))
        .allowEmptyShould(true);
  }

  private static ArchRule timeless(String name) {
    return noClasses()
        .that()
        .resideInAPackage(ROOT + name + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.time..", "java.util.concurrent..")
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(
            Thread.class,
            java.util.Random.class,
            java.util.SplittableRandom.class,
            java.util.Date.class)
        .orShould()
        .accessTargetWhere(readsAClockOrThrowsDice())
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaAccess<?>> readsAClockOrThrowsDice() {
    return DescribedPredicate.describe(
        "reads a clock or throws dice",
        access ->
            (access.getTargetOwner().isEquivalentTo(System.class)
                    && CLOCK_METHODS.contains(access.getTarget().getName()))
                || (access.getTargetOwner().isEquivalentTo(Math.class)
                    && access.getTarget().getName().equals("random")));
  }

  /** Does what is forbidden. */
  private static final class Offender implements DoubleSupplier {
    @Override
    public double getAsDouble() {
      return System.nanoTime() * Math.random();
    }
  }
}
