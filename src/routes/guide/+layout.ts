// The law needs no device: these pages are drawn at build time, with their text, and again on the device.
// Which pages there are is found by their links.
export const ssr = true;
export const prerender = true;
