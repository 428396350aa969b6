import { onScopeDispose, shallowRef, type ShallowRef } from 'vue';

/** The dragged thing: a layer of the stack by its index, or a new one of a kind from the palette. */
export type DragSource<Kind> = { from: 'stack'; index: number } | { from: 'palette'; kind: Kind };

export interface LayerDrag<Kind> {
  source: DragSource<Kind>;
  x: number;
  y: number;
  /** The layer before which it would be dropped, or null for nowhere. */
  gap: number | null;
}

interface Options<Kind> {
  /** The area to drop into, and its rows from top to bottom. */
  area(): HTMLElement | null;
  rows(): HTMLElement[];
  drop(source: DragSource<Kind>, gap: number): void;
}

/** So far the pointer may move before a press becomes a drag. */
const startDistance = 4;
const scrollEdge = 32;
const scrollStep = 8;

/** Dragging with mouse, pen or finger. Escape calls it off. */
export function useLayerDrag<Kind>({ area, rows, drop }: Options<Kind>): {
  drag: Readonly<ShallowRef<LayerDrag<Kind> | null>>;
  press(event: PointerEvent, source: DragSource<Kind>): void;
} {
  const drag = shallowRef<LayerDrag<Kind> | null>(null);
  let listening: AbortController | null = null;

  const gapAt = (x: number, y: number): number | null => {
    const box = area()?.getBoundingClientRect();
    if (box === undefined || x < box.left || x > box.right || y < box.top || y > box.bottom) return null;
    return rows().filter((row) => middleOf(row) < y).length;
  };

  const scrollAt = (y: number) => {
    const element = area();
    if (element === null) return;
    const { top, bottom } = element.getBoundingClientRect();
    if (y < top + scrollEdge) element.scrollTop -= scrollStep;
    else if (y > bottom - scrollEdge) element.scrollTop += scrollStep;
  };

  const end = () => {
    listening?.abort();
    listening = null;
    drag.value = null;
  };

  const press = (event: PointerEvent, source: DragSource<Kind>) => {
    if (event.button !== 0) return;
    end();
    const { clientX: startX, clientY: startY, pointerId } = event;
    listening = new AbortController();
    const { signal } = listening;
    const on = <K extends keyof WindowEventMap>(type: K, listener: (event: WindowEventMap[K]) => void) =>
      window.addEventListener(type, listener, { signal });

    on('pointermove', (move) => {
      if (move.pointerId !== pointerId) return;
      const { clientX: x, clientY: y } = move;
      if (drag.value === null && Math.hypot(x - startX, y - startY) < startDistance) return;
      move.preventDefault();
      scrollAt(y);
      drag.value = { source, x, y, gap: gapAt(x, y) };
    });
    on('pointerup', (up) => {
      if (up.pointerId !== pointerId) return;
      const dropped = drag.value;
      end();
      if (dropped === null) return;
      // The press was a drag: the click that follows it where it began is none.
      window.addEventListener('click', swallow, { capture: true, once: true });
      setTimeout(() => window.removeEventListener('click', swallow, { capture: true }));
      if (dropped.gap !== null) drop(source, dropped.gap);
    });
    on('pointercancel', end);
    on('blur', end);
    on('keydown', (key) => {
      if (key.key !== 'Escape' || drag.value === null) return;
      key.preventDefault();
      end();
    });
  };

  onScopeDispose(end);
  return { drag, press };
}

function swallow(event: Event): void {
  event.stopPropagation();
  event.preventDefault();
}

function middleOf(row: HTMLElement): number {
  const { top, bottom } = row.getBoundingClientRect();
  return (top + bottom) / 2;
}
