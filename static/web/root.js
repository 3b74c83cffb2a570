// The address under which the product lives, its prefix included: what stands before static/ in a module's own address.

export const ROOT = new URL(import.meta.url.replace(/\/static\/.*$/, "/"));
