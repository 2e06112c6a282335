// Fetches the poll's form into the article when a reader wants to vote, and posts it in place.
// Whatever fails, the links and the form do what they do without script.

const PART = "[data-poll-part]";
const NEWS_TIME = 1500; // milliseconds

for (const poll of document.querySelectorAll("[data-poll]")) {
  const place = poll.querySelector("[data-poll-place]");
  const status = poll.querySelector("[data-poll-status]");
  let busy = false;
  let plain = false;

  async function load(address, options) {
    busy = true;
    poll.setAttribute("aria-busy", "true");
    status.textContent = poll.dataset.loading;
    try {
      const response = await fetch(address, {
        ...options,
        credentials: "same-origin",
        headers: { "X-Requested-With": "fetch" },
      });
      show(await response.text());
    } finally {
      busy = false;
      poll.removeAttribute("aria-busy");
    }
  }

  // What was said must not be found a second time by those who then read the page line by line.
  function announce(news) {
    status.textContent = news;
    setTimeout(() => {
      if (status.textContent === news) status.textContent = "";
    }, NEWS_TIME);
  }

  function show(html) {
    const part = new DOMParser().parseFromString(html, "text/html").querySelector(PART);
    if (!part) throw new Error("the answer holds no poll");
    place.replaceChildren(part);
    part.querySelector("[data-poll-focus]")?.focus();
    announce(part.querySelector("[data-poll-news]")?.textContent ?? "");
  }

  poll.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-poll-link]");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    if (!busy) load(link.href).catch(() => location.assign(link.href));
  });

  poll.addEventListener("submit", (event) => {
    const form = event.target.closest("[data-poll-form]");
    if (!form || plain) return;
    event.preventDefault();
    if (busy) return;
    load(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, event.submitter)) }).catch(() => {
      plain = true;
      form.requestSubmit(event.submitter);
    });
  });
}
