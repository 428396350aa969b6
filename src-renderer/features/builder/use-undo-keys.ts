import { onScopeDispose } from 'vue';
import type { Editor } from './editor.ts';

/** Ctrl or ⌘ with Z, Shift Z and Y, wherever the focus is. A field with an invalid value takes back its own typing first; so does JSON. */
export function useUndoKeys({ undo, redo }: Pick<Editor, 'undo' | 'redo'>): void {
  const onKey = (event: KeyboardEvent) => {
    if (event.isComposing || event.altKey || !(event.ctrlKey || event.metaKey)) return;
    const { target } = event;
    if (target instanceof HTMLTextAreaElement) return;
    if (target instanceof HTMLInputElement && target.getAttribute('aria-invalid') === 'true') return;
    const key = event.key.toLowerCase();
    if (key === 'z' && !event.shiftKey) undo();
    else if ((key === 'z' && event.shiftKey) || (key === 'y' && !event.shiftKey)) redo();
    else return;
    event.preventDefault();
  };
  window.addEventListener('keydown', onKey);
  onScopeDispose(() => window.removeEventListener('keydown', onKey));
}
