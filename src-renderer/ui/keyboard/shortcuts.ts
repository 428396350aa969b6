import { onScopeDispose } from 'vue';
import { isComposing } from './is-composing.ts';
import { isApple } from './platform.ts';

/**
 * Every key that does something beyond what the platform's own controls do, by the place where it does it. Handlers ask `isShortcut`,
 * and the shortcuts sheet lists them: neither can know a key that the other does not. `Mod` is ⌘ on Apple's machines and Ctrl elsewhere.
 */
export const shortcuts = {
  everywhere: { palette: ['Mod+K'], sheet: ['?'], sidebar: ['Mod+B'], notifications: ['F8'] },
  run: { pauseOrResume: ['Space'] },
  builder: {
    undo: ['Mod+Z'],
    redo: ['Mod+Shift+Z', 'Mod+Y'],
    select: ['ArrowUp', 'ArrowDown', 'Home', 'End'],
    move: ['Alt+ArrowUp', 'Alt+ArrowDown'],
    duplicate: ['Mod+D'],
    remove: ['Delete', 'Backspace'],
  },
  playground: {
    generate: ['Mod+Enter'],
    token: ['ArrowLeft', 'ArrowRight', 'Home', 'End'],
    rivals: ['Enter', 'Space'],
  },
  charts: {
    crosshair: ['ArrowLeft', 'ArrowRight', 'Home', 'End'],
    far: ['Shift+ArrowLeft', 'Shift+ArrowRight'],
    zoom: ['Plus', '-'],
    pan: ['PageUp', 'PageDown'],
    whole: ['0', 'Escape'],
  },
  panes: { resize: ['ArrowLeft', 'ArrowRight'], far: ['Shift+ArrowLeft', 'Shift+ArrowRight'], ends: ['Home', 'End'] },
} as const satisfies Record<string, Record<string, readonly string[]>>;

export type ShortcutPlace = keyof typeof shortcuts;
export type ShortcutOf<Place extends ShortcutPlace> = keyof (typeof shortcuts)[Place] & string;

export const shortcutPlaces = Object.keys(shortcuts) as ShortcutPlace[];

/** Combinations for one shortcut: any of them does. */
function keysOf<Place extends ShortcutPlace>(place: Place, name: ShortcutOf<Place>): readonly string[] {
  const keys: Record<string, readonly string[]> = shortcuts[place];
  return keys[name];
}

export function isShortcut<Place extends ShortcutPlace>(
  event: KeyboardEvent,
  place: Place,
  name: ShortcutOf<Place>,
): boolean {
  return !isComposing(event) && keysOf(place, name).some((keys) => matches(event, keys.split('+')));
}

const keyNames: Record<string, string> = { Space: ' ', Plus: '+' };

function matches(event: KeyboardEvent, parts: readonly string[]): boolean {
  const name = parts.at(-1) ?? '';
  const key = keyNames[name] ?? name;
  const isMod = isApple ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey;
  const isPlain = !event.metaKey && !event.ctrlKey;
  // The keyboard layout decides whether a sign needs Shift.
  const isSign = key.length === 1 && key.toLowerCase() === key.toUpperCase() && key !== ' ';
  return (
    event.key.toLowerCase() === key.toLowerCase() &&
    (parts.includes('Mod') ? isMod : isPlain) &&
    event.altKey === parts.includes('Alt') &&
    (isSign || event.shiftKey === parts.includes('Shift'))
  );
}

/**
 * Does something wherever the focus is, until the caller's scope ends. Keys that would type or press something are left to the field or
 * the control that has the focus, and a dialog keeps all keys to itself.
 */
export function useShortcut<Place extends ShortcutPlace>(place: Place, name: ShortcutOf<Place>, run: () => void): void {
  const typesNothing = keysOf(place, name).every((keys) => /^(Mod|Alt)\+/.test(keys));
  const presses = keysOf(place, name).some((keys) => keys === 'Space' || keys === 'Enter');
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.repeat || !isShortcut(event, place, name)) return;
    if (isDialogOpen()) return;
    const target = event.target instanceof Element ? event.target : null;
    if (!typesNothing && target?.closest(textFields)) return;
    if (presses && target?.closest(pressed)) return;
    event.preventDefault();
    run();
  };
  window.addEventListener('keydown', onKey);
  onScopeDispose(() => window.removeEventListener('keydown', onKey));
}

/** Popovers are dialogs too, but they take nothing away from the page. */
export function isDialogOpen(): boolean {
  const dialogs = document.querySelectorAll('[role=dialog], [role=alertdialog]');
  return [...dialogs].some((dialog) => dialog.closest('[data-reka-popper-content-wrapper]') === null);
}

const textFields =
  'input:not([type=checkbox], [type=radio], [type=range], [type=button]), textarea, select, [contenteditable=true]';
const pressed = [
  'button, a[href], input, summary, [role=button], [role=option], [role=listbox], [role=tab], [role^=menuitem], [role=slider]',
  '[role=radio], [role=checkbox], [role=switch], [role=separator]',
].join(', ');

const appleSigns: Record<string, string> = { Mod: '⌘', Alt: '⌥', Shift: '⇧', Enter: '⏎', Delete: '⌦', Backspace: '⌫' };
const signs: Record<string, string> = {
  Mod: 'Ctrl',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  Plus: '+',
  Escape: 'Esc',
};

/** The caps of the keys of a combination, as this machine's keyboard has them. */
export const keyCaps = (keys: string): string[] =>
  keys.split('+').map((part) => (isApple ? appleSigns[part] : undefined) ?? signs[part] ?? part);
