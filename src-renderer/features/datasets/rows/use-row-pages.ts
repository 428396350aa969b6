import { useVirtualizer } from '@tanstack/vue-virtual';
import { computed, shallowReactive, shallowRef, watch, type Ref } from 'vue';
import { useStudio } from '../../../client/studio.ts';

const pageRows = 100;
const mostPages = 30;
/** So few are drawn all, which search and screen readers like better. */
const mostDrawn = 60;
/** More is higher than a browser can scroll. */
const mostRows = 1_000_000;

interface RowPagesOptions<Row> {
  scroller: Readonly<Ref<HTMLElement | null>>;
  /** How many rows there are. */
  total: () => number;
  /** The usual height of a row in pixels. */
  rowHeight: number;
  fetch: (first: number, count: number) => Promise<Row[]>;
}

/** The rows of a table of any length, of which only those in sight are fetched and drawn. */
export function useRowPages<Row>({ scroller, total, rowHeight, fetch }: RowPagesOptions<Row>) {
  const { connection } = useStudio();
  const count = computed(() => Math.min(mostRows, total()));
  const virtualizer = useVirtualizer(
    computed(() => ({
      count: count.value,
      getScrollElement: () => scroller.value,
      estimateSize: () => rowHeight,
      overscan: 10,
    })),
  );
  const drawn = computed(() => {
    if (count.value <= mostDrawn) {
      return { rows: Array.from({ length: count.value }, (_, index) => index), above: 0, below: 0 };
    }
    const items = virtualizer.value.getVirtualItems();
    return {
      rows: items.map(({ index }) => index),
      above: items[0]?.start ?? 0,
      below: virtualizer.value.getTotalSize() - (items.at(-1)?.end ?? 0),
    };
  });

  /** By their numbers; null while one is on its way. */
  const pages = shallowReactive(new Map<number, Row[] | null>());
  const failure = shallowRef<unknown>(null);

  async function fetchPage(page: number): Promise<void> {
    if (pages.has(page)) return;
    pages.set(page, null);
    try {
      pages.set(page, await fetch(page * pageRows, pageRows));
      failure.value = null;
      const inSight = new Set(drawnPages.value);
      for (const old of pages.keys()) {
        if (pages.size <= mostPages) break;
        if (!inSight.has(old)) pages.delete(old);
      }
    } catch (error) {
      pages.delete(page);
      failure.value = error;
    }
  }
  const drawnPages = computed(() => [...new Set(drawn.value.rows.map((row) => Math.floor(row / pageRows)))]);
  function fetchDrawn(): void {
    for (const page of drawnPages.value) void fetchPage(page);
  }
  watch([() => drawnPages.value.join(), connection.generation], fetchDrawn, { immediate: true });

  return {
    count,
    drawn,
    failure,
    fetchDrawn,
    rowAt: (index: number) => pages.get(Math.floor(index / pageRows))?.[index % pageRows],
    /** Takes the height of a drawn row, whose element has its number as `data-index`. */
    measure: (row: unknown) => virtualizer.value.measureElement(row instanceof Element ? row : null),
  };
}
