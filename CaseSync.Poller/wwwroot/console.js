// Shows every <time> in the reader's own zone and language; its title keeps UTC. Pages are live, so it looks again at
// what changes. It writes into the text node that the framework made and never replaces it: the framework goes on
// writing there.
const withoutYear = { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", second: "2-digit" };
const thisYear = new Intl.DateTimeFormat(undefined, withoutYear);
const otherYear = new Intl.DateTimeFormat(undefined, { ...withoutYear, year: "numeric" });
const written = new WeakMap(); // What was written last: its own change must not be taken for the framework's.

function localize(time) {
  const node = time.firstChild;
  const at = new Date(time.dateTime);
  if (node?.nodeType !== Node.TEXT_NODE || Number.isNaN(at.valueOf()) || written.get(node) === node.data) {
    return;
  }

  const format = at.getFullYear() === new Date().getFullYear() ? thisYear : otherYear;
  node.data = format.format(at);
  written.set(node, node.data);
}

function localizeIn(node) {
  if (node.nodeType === Node.ELEMENT_NODE) {
    node.querySelectorAll("time[datetime]").forEach(localize);
  }

  const time = (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest("time[datetime]");
  if (time) {
    localize(time);
  }
}

new MutationObserver(changes => {
  for (const change of changes) {
    if (change.type === "attributes") {
      written.delete(change.target.firstChild);
    }

    localizeIn(change.target);
    change.addedNodes.forEach(localizeIn);
  }
}).observe(document.documentElement, {
  subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["datetime"],
});
localizeIn(document.documentElement);

// What nobody sees is not read again: the page asks before it does.
globalThis.caseSync = { isHidden: () => document.hidden };

// The service has been started anew and knows this page no more.
document.getElementById("components-reconnect-modal")?.addEventListener("components-reconnect-state-changed", event => {
  if (event.detail.state === "rejected") {
    location.reload();
  }
});
