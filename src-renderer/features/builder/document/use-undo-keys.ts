import { onScopeDispose } from 'vue';
import { isDialogOpen, isShortcut } from '../../../ui/keyboard/shortcuts.ts';
import type { Editor } from './editor.ts';

/** Ctrl or ⌘ with Z, Shift Z and Y, wherever the focus is. A field with an invalid value takes back its own typing first; so does JSON. */
export function useUndoKeys({ undo, redo }: Pick<Editor, 'undo' | 'redo'>): void {
  const onKey = (event: KeyboardEvent) => {
    const { target } = event;
    // Typing elsewhere, such as into the command palette, is no edit of the model.
    if (target instanceof HTMLTextAreaElement || isDialogOpen()) return;
    if (target instanceof HTMLInputElement && target.getAttribute('aria-invalid') === 'true') return;
    if (isShortcut(event, 'builder', 'undo')) undo();
    else if (isShortcut(event, 'builder', 'redo')) redo();
    else return;
    event.preventDefault();
  };
  window.addEventListener('keydown', onKey);
  onScopeDispose(() => window.removeEventListener('keydown', onKey));
}
