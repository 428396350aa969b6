/** A text as the label of a menu's item, where one "&" marks the letter that stands for it on the keyboard. */
export const menuLabel = (text: string): string => text.replaceAll('&', '&&');
