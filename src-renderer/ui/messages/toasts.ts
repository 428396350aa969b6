import { readonly, shallowRef } from 'vue';

export interface Toast {
  id: number;
  kind: 'done' | 'failed';
  text: string;
  /** The action that the notice offers, such as undoing. */
  action: ToastAction | null;
}

export interface ToastAction {
  label: string;
  run(): void;
  /** Called when the toast goes without it: what could be taken back now happens. */
  otherwise?(): void;
}

const shown = shallowRef<readonly Toast[]>([]);
let nextId = 1;

/** Messages that do not belong to any place on the screen. Failures stay until they are closed. */
export const toasts = readonly(shown);

/** Returns the toast's id. The same text is not shown twice where there is nothing to do about it. */
export function showToast(kind: Toast['kind'], text: string, action: ToastAction | null = null): number {
  const same = shown.value.find((toast) => toast.kind === kind && toast.text === text);
  if (action === null && same !== undefined) return same.id;
  const id = nextId++;
  shown.value = [...shown.value, { id, kind, text, action }];
  return id;
}

export function closeToast(id: number): void {
  drop(id)?.action?.otherwise?.();
}

export function takeToastAction(id: number): void {
  drop(id)?.action?.run();
}

function drop(id: number): Toast | undefined {
  const toast = shown.value.find((other) => other.id === id);
  shown.value = shown.value.filter((other) => other !== toast);
  return toast;
}
