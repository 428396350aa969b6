/**
 * The ids of `scores` from the highest score down, ties by lower id first. Lazy: a heap is built once in O(V), each id costs
 * O(log V), so that a filter that keeps a few of many tokens need not sort them all.
 */
export function* descendingIds(scores: ArrayLike<number>): Generator<number, void> {
  const heap = Int32Array.from({ length: scores.length }, (_, id) => id);
  let size = heap.length;

  const comesBefore = (a: number, b: number) => scores[a] > scores[b] || (scores[a] === scores[b] && a < b);

  function siftDown(parent: number): void {
    const id = heap[parent];
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= size) break;
      if (child + 1 < size && comesBefore(heap[child + 1], heap[child])) child++;
      if (comesBefore(id, heap[child])) break;
      heap[parent] = heap[child];
      parent = child;
    }
    heap[parent] = id;
  }

  for (let parent = (size >> 1) - 1; parent >= 0; parent--) siftDown(parent);
  while (size > 0) {
    const first = heap[0];
    heap[0] = heap[--size];
    siftDown(0);
    yield first;
  }
}
