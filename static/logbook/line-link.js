// A report's link names a line. Where an event has so many that the line stands on another page, go there.

const name = window.location.hash.slice(1);

if (/^line-[0-9a-f-]{36}$/.test(name) && !document.getElementById(name)) {
  const root = window.location.pathname.replace(/\/events\/.*$/, "");
  const asked = `${root}/log/lines/${name.slice(5)}`;
  if (!window.location.search.includes("lines=")) window.location.replace(asked);
}
