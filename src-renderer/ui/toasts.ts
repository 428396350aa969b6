import { readonly, shallowRef } from 'vue';

export interface Toast {
  id: number;
  kind: 'done' | 'failed';
  text: string;
}

const shown = shallowRef<readonly Toast[]>([]);
let nextId = 1;

/** News that do not belong to any place on the screen. Failures stay until they are closed. */
export const toasts = readonly(shown);

export function showToast(kind: Toast['kind'], text: string): void {
  const repeated = shown.value.some((toast) => toast.kind === kind && toast.text === text);
  if (!repeated) shown.value = [...shown.value, { id: nextId++, kind, text }];
}

export function closeToast(id: number): void {
  shown.value = shown.value.filter((toast) => toast.id !== id);
}
