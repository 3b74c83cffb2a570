// Brings the sums, the counters and the list of lines up to date, with what other phones have logged as well.

export async function refresh(address, done) {
  try {
    const answer = await fetch(address, { credentials: "same-origin", redirect: "error" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (!page.querySelector("[data-counters]")) return;
    for (const part of document.querySelectorAll("[data-part]")) {
      const fresh = page.querySelector(`[data-part="${part.dataset.part}"]`);
      if (part.contains(document.activeElement)) continue; // never take a button from under a finger
      if (fresh) part.replaceWith(document.adoptNode(fresh));
      else part.remove();
    }
    for (const counter of document.querySelectorAll("[data-counter]")) {
      const fresh = page.getElementById(counter.id);
      if (!fresh) continue;
      counter.dataset.net = fresh.dataset.net;
      counter.querySelector("[data-shown]").textContent = fresh.querySelector("[data-shown]").textContent;
    }
    done();
  } catch {
    // Without signal the page keeps what it shows.
  }
}
