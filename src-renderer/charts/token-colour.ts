export type ColourToken = 'line' | 'text' | 'muted' | 'accent' | 'warm';

/**
 * A colour of the design as the canvas needs it, in the theme that holds for `element`. The tokens are `light-dark()` pairs, which
 * only a real property resolves, so the element is asked for the colour that it would have.
 */
export function tokenColour(element: HTMLElement, token: ColourToken, opacity = 1): string {
  const before = element.style.color;
  element.style.color = `var(--color-${token})`;
  const colour = getComputedStyle(element).color;
  element.style.color = before;
  return opacity === 1 ? colour : colour.replace('rgb(', 'rgba(').replace(')', `, ${opacity})`);
}
