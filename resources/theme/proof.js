// A proof follows the desk: the server says that something changed, and the page exchanges only what differs, so the
// reader stays where they are.
(() => {
  const exchange = (old, next) => {
    const from = [...old.childNodes], to = [...next.childNodes];
    let start = 0, end = 0;
    while (start < from.length && start < to.length && from[start].isEqualNode(to[start])) start++;
    while (end < from.length - start && end < to.length - start
           && from[from.length - 1 - end].isEqualNode(to[to.length - 1 - end])) end++;
    const gone = from.slice(start, from.length - end), come = to.slice(start, to.length - end);
    if (gone.length === 1 && come.length === 1 && gone[0].cloneNode(false).isEqualNode(come[0].cloneNode(false))
        && gone[0].nodeType === Node.ELEMENT_NODE) {
      exchange(gone[0], come[0]);
      return;
    }
    const before = from[from.length - end] ?? null;
    gone.forEach((node) => node.remove());
    come.forEach((node) => old.insertBefore(node, before));
  };
  let waiting = false, again = false;
  const follow = async () => {
    if (waiting) { again = true; return; }
    waiting = true;
    try {
      do {
        again = false;
        const reply = await fetch(location.href, { cache: 'no-store' });
        const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
        exchange(document.querySelector('main'), page.querySelector('main'));
        document.title = page.title;
      } while (again);
    } catch { /* the server is gone: the page stays as it is */ }
    waiting = false;
  };
  new EventSource(document.documentElement.dataset.events).addEventListener('change', follow);
})();
