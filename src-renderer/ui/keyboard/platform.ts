/** Tells whether shortcuts are written with ⌘. */
export const isApple = /mac|iphone|ipad/i.test(navigator.userAgent);
