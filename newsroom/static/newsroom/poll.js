// Fetches the poll's form into the article when a reader wants to vote, and posts it in place.
// Whatever fails, the links and the form do what they do without script.

const PART = "[data-poll-part]";
const NEWS_TIME = 1500; // milliseconds
const WARNING_TIME = 120; // seconds before a form runs out
const PROOF_TIME = 10_000; // milliseconds that a reader who has pressed the button waits for it

// One page in so many tells that its question came into view: once, and nothing about the reader.
function tellShown({ pollShown, pollSample }, question) {
  if (!pollShown || Math.random() * pollSample >= 1) return;
  const watch = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watch.disconnect();
    // Not navigator.sendBeacon(): it would take the poll's cookie along.
    fetch(pollShown, { method: "POST", keepalive: true, credentials: "omit" }).catch(() => {});
  });
  watch.observe(question);
}

for (const poll of document.querySelectorAll("[data-poll]")) {
  const place = poll.querySelector("[data-poll-place]");
  const status = poll.querySelector("[data-poll-status]");
  const proofs = new WeakMap();
  let busy = false;
  let plain = false;
  let clock;

  async function load(address, options) {
    busy = true;
    poll.setAttribute("aria-busy", "true");
    status.textContent = poll.dataset.loading;
    try {
      await options?.proof;
      const response = await fetch(address, {
        ...options,
        body: options?.body(),
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
    watchTime();
    (part.querySelector("[data-poll-focus=first]") ?? part.querySelector("[data-poll-focus]"))?.focus();
    announce(part.querySelector("[data-poll-news]")?.textContent ?? "");
  }

  // The offer of more time waits until it is needed, and is then said aloud.
  function watchTime() {
    clearTimeout(clock);
    const time = place.querySelector("[data-poll-time]");
    if (!time) return;
    const more = time.querySelector("button");
    more.hidden = true;
    clock = setTimeout(() => {
      more.hidden = false;
      time.querySelector("span").textContent = time.dataset.pollSoon;
      announce(time.dataset.pollSoon);
    }, (time.dataset.pollTime - WARNING_TIME) * 1000);
  }

  // The proof of work is done while the reader types. Rejects where the browser cannot do it.
  function prove(form) {
    if (!proofs.has(form)) {
      const proof = new Promise((resolve, reject) => {
        const worker = new Worker(form.dataset.pollWorker);
        worker.addEventListener("error", reject);
        worker.addEventListener("message", ({ data }) => {
          worker.terminate();
          if (!data) return reject(new Error("no proof of work"));
          form.elements.proof.value = data;
          resolve();
        });
        worker.postMessage(form.dataset.pollForm);
      });
      proof.catch(() => {});
      proofs.set(form, proof);
    }
    return proofs.get(form);
  }

  // How long a note has become, counted as the newsroom counts it.
  poll.addEventListener("input", ({ target }) => {
    const count = target.closest(".field")?.querySelector("[data-poll-count]");
    if (!count) return;
    const length = [...target.value.trim()].length;
    count.textContent = length ? `${length} / ${count.dataset.pollCount}` : "";
    count.classList.toggle("is-over", length > Number(count.dataset.pollCount));
  });

  const tooLong = () => new Promise((_, reject) => setTimeout(reject, PROOF_TIME));

  poll.addEventListener("focusin", (event) => {
    const form = event.target.closest("[data-poll-form]");
    if (form) prove(form);
  });

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
    const { submitter } = event;
    load(form.action, {
      method: "POST",
      proof: submitter?.name ? null : Promise.race([prove(form), tooLong()]),
      body: () => new URLSearchParams(new FormData(form, submitter)),
    }).catch(() => {
      plain = true;
      // Not before this event is over: until then a form does not take another.
      setTimeout(() => form.requestSubmit(submitter));
    });
  });

  watchTime();
  tellShown(poll.dataset, poll.querySelector("h2"));
}
