// The one place where a text of ours becomes a page or a worker: the CSP refuses it everywhere else (trusted types), so that no
// script can put a stranger's text into a page by mistake.

const AS_IT_IS = { createHTML: (text) => text, createScriptURL: ours };
const policy = window.trustedTypes ? window.trustedTypes.createPolicy("outreach", AS_IT_IS) : AS_IT_IS;

function ours(address) {
  if (new URL(address, window.location.href).origin !== window.location.origin) throw new TypeError(address);
  return address;
}

// A document of its own, in which nothing runs and nothing is loaded.
export function pageOf(text) {
  return new DOMParser().parseFromString(policy.createHTML(text), "text/html");
}

export function workerAt(address) {
  return policy.createScriptURL(address);
}
