import { readonly, shallowRef } from 'vue';

export interface Toast {
  id: number;
  kind: 'done' | 'failed';
  text: string;
  /** What can be done about it, such as taking it back. */
  action: ToastAction | null;
}

export interface ToastAction {
  label: string;
  run(): void;
}

const shown = shallowRef<readonly Toast[]>([]);
let nextId = 1;

/** News that do not belong to any place on the screen. Failures stay until they are closed. */
export const toasts = readonly(shown);

export function showToast(kind: Toast['kind'], text: string, action: ToastAction | null = null): void {
  const repeated = action === null && shown.value.some((toast) => toast.kind === kind && toast.text === text);
  if (!repeated) shown.value = [...shown.value, { id: nextId++, kind, text, action }];
}

export function closeToast(id: number): void {
  shown.value = shown.value.filter((toast) => toast.id !== id);
}
