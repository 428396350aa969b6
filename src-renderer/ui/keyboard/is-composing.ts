/**
 * Tells whether an input method is at work, whose keys are for nobody else. Safari ends a composition before the Enter that ends it, which
 * then is known by the key code 229 alone.
 */
export const isComposing = (event: KeyboardEvent): boolean =>
  event.isComposing || event.key === 'Process' || event.keyCode === 229;
