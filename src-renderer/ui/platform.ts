/** Whether shortcuts are told with ⌘. */
export const isApple = /mac|iphone|ipad/i.test(navigator.userAgent);
