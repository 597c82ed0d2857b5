package io.thalweg.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DisorderGateTest {
  @Test
  void anEventIsLateBehindTheNewestOfItsOwnPartitionOnly() {
    DisorderGate gate = new DisorderGate(100);

    assertThat(gate.lateness("t", 0, 1000)).isZero();
    assertThat(gate.lateness("t", 0, 900)).isZero();
    assertThat(gate.lateness("t", 0, 899)).isEqualTo(1);
    assertThat(gate.lateness("t", 1, 1)).isZero();
    assertThat(gate.lateness("u", 0, 1)).isZero();
    assertThat(gate.lateness("t", 0, 500)).isEqualTo(400);
  }

  @Test
  void withoutABoundNothingIsLate() {
    DisorderGate gate = new DisorderGate(DisorderGate.UNLIMITED);

    assertThat(gate.lateness("t", 0, Long.MAX_VALUE / 2)).isZero();
    assertThat(gate.lateness("t", 0, 0)).isZero();
  }

  @Test
  void whatIsLateDoesNotDependOnHowPartitionsInterleaveOrMove() {
    List<long[]> log = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(3);
    for (int k = 0; k < 2_000; k++) {
      log.add(new long[] {random.nextInt(4), 10L * k + random.nextInt(400)});
    }
    DisorderGate whole = new DisorderGate(150);
    List<Long> expected = new ArrayList<>();
    for (long[] event : log) {
      expected.add(whole.lateness("t", (int) event[0], event[1]));
    }

    // Two subtasks, partitions moved between them at a restart in the middle.
    List<Long> actual = new ArrayList<>();
    DisorderGate[] gates = {new DisorderGate(150), new DisorderGate(150)};
    for (int k = 0; k < log.size(); k++) {
      if (k == 1_000) {
        DisorderGate[] moved = {new DisorderGate(150), new DisorderGate(150)};
        for (DisorderGate old : gates) {
          old.newest().forEach(moved[0]::restore);
          old.newest().forEach(moved[1]::restore);
        }
        gates = moved;
      }
      int partition = (int) log.get(k)[0];
      int subtask = k < 1_000 ? partition % 2 : (partition + 1) % 2;
      actual.add(gates[subtask].lateness("t", partition, log.get(k)[1]));
    }

    assertThat(actual).isEqualTo(expected);
    assertThat(expected).anyMatch(late -> late > 0).anyMatch(late -> late == 0);
  }
}
