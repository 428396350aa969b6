export type ColourToken =
  | 'ground'
  | 'panel'
  | 'line'
  | 'text'
  | 'muted'
  | 'accent'
  | 'warm'
  | 'cool'
  | 'surprise'
  | 'input-gate'
  | 'forget-gate'
  | 'output-gate'
  | 'candidate'
  | 'cell'
  | 'hidden'
  | `series-${1 | 2 | 3 | 4 | 5 | 6 | 7 | 8}`;

const resolved = new Map<string, string>();

/**
 * A colour of the design as the canvas needs it, in the theme that the document shows. The tokens are `light-dark()` pairs, which
 * only a real property resolves, so the element is asked for the colour that it would have; once a theme, because asking makes
 * the browser compute styles.
 */
export function tokenColour(element: HTMLElement, token: ColourToken, opacity = 1): string {
  const key = `${document.documentElement.dataset.theme ?? ''} ${token}`;
  let colour = resolved.get(key);
  if (colour === undefined) {
    const { color, transition } = element.style;
    // Whoever wants no motion has transitions of no length, and a colour that has just been set is the earlier one for that long.
    element.style.setProperty('transition', 'none', 'important');
    element.style.color = `var(--color-${token})`;
    colour = getComputedStyle(element).color;
    element.style.color = color;
    element.style.setProperty('transition', transition);
    resolved.set(key, colour);
  }
  return opacity === 1 ? colour : colour.replace('rgb(', 'rgba(').replace(')', `, ${opacity})`);
}
