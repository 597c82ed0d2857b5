package io.thalweg.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.thalweg.state.ModelProgress;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ModelCacheTest {
  /** A model that is one number, and claims a thousand bytes. */
  private static final class Counter {
    private long value;

    Counter(long value) {
      this.value = value;
    }
  }

  private static final class MapStore implements ModelCache.Store<Counter> {
    private final Map<String, Long> stored = new HashMap<>();
    private int loads;
    private int stores;

    @Override
    public CachedModel<Counter> load(String name) {
      loads++;
      Counter counter = new Counter(stored.getOrDefault(name, 0L));
      return new CachedModel<>(name, 0, counter, new ModelProgress(), c -> 1000);
    }

    @Override
    public long store(CachedModel<Counter> model) {
      stores++;
      stored.put(model.name(), model.model().value);
      return 8;
    }
  }

  private final MapStore store = new MapStore();

  private void count(ModelCache<Counter> cache, String name) throws Exception {
    CachedModel<Counter> cached = cache.get(name);
    cached.model().value++;
    cache.touched(cached);
  }

  @Test
  void countsAreRightWhateverTheRoom() throws Exception {
    for (long room : new long[] {1, 1500, 5_000, 20_000, 1_000_000}) {
      store.stored.clear();
      ModelCache<Counter> cache = new ModelCache<>(room, store);
      SplittableRandom random = new SplittableRandom(room);
      Map<String, Long> expected = new HashMap<>();
      for (int k = 0; k < 5_000; k++) {
        String name = "m" + random.nextInt(random.nextInt(1, 40));
        count(cache, name);
        expected.merge(name, 1L, Long::sum);
        if (random.nextInt(500) == 0) {
          cache.writeBack();
          assertThat(store.stored).isEqualTo(expected);
        }
      }
      cache.writeBack();
      assertThat(store.stored).as("room %d", room).isEqualTo(expected);
    }
  }

  @Test
  void theBoundHoldsAndTheLeastRecentlyUsedGoes() throws Exception {
    ModelCache<Counter> cache = new ModelCache<>(4_000, store);
    for (String name : new String[] {"a", "b", "c", "a", "d"}) {
      count(cache, name);
    }

    assertThat(cache.bytes()).isLessThanOrEqualTo(4_000);
    assertThat(cache.size()).isEqualTo(3);
    assertThat(store.stored).containsOnlyKeys("b");
  }

  @Test
  void cleanModelsAreNotWritten() throws Exception {
    ModelCache<Counter> cache = new ModelCache<>(1_000_000, store);
    count(cache, "a");
    cache.get("b");
    cache.writeBack();
    cache.writeBack();

    assertThat(store.stores).isEqualTo(1);
    assertThat(cache.bytesWritten()).isEqualTo(8);
  }

  @Test
  void hitsAndMissesAreCounted() throws Exception {
    ModelCache<Counter> cache = new ModelCache<>(1_000_000, store);
    for (String name : new String[] {"a", "a", "b", "a"}) {
      cache.get(name);
    }

    assertThat(cache.hits()).isEqualTo(2);
    assertThat(cache.misses()).isEqualTo(2);
    assertThat(store.loads).isEqualTo(2);
  }

  @Test
  void aModelLargerThanTheBoundStillWorks() throws Exception {
    ModelCache<Counter> cache = new ModelCache<>(10, store);
    count(cache, "a");
    count(cache, "a");

    assertThat(cache.size()).isEqualTo(1);
    assertThat(cache.get("a").model().value).isEqualTo(2);
  }
}
