/* Sends the article form as it is typed, so that a crash or a closed tab loses nothing, and asks
   who else has it open. It makes no revision; saving does. */
"use strict";
{
  const { token, withToken } = window.newsroom;
  const PAUSE = 2500; // milliseconds without typing
  const LONGEST = 10000; // and while it goes on
  const PING = 20000;
  const NOT_SENT = new Set(["told", "save_over"]);

  function textOf(form) {
    const typed = [...new FormData(form)].filter(
      ([name, value]) => !(value instanceof File) && !NOT_SENT.has(name),
    );
    return new URLSearchParams(typed.filter(([name]) => name !== "csrfmiddlewaretoken")).toString();
  }

  /* Somebody quick types while the page still loads, or the browser filled in what was typed. */
  const isFilledIn = (form) =>
    [...form.elements].some(
      (field) =>
        /^(text|textarea)$/.test(field.type) &&
        field.id !== "id_body" && // the editor's own spelling of it is no change
        field.value !== field.defaultValue,
    );

  function watch(form, box) {
    const said = box.querySelector(".autosave-said [role=status]");
    const logIn = box.querySelector(".autosave-said a");
    const others = box.querySelector(".autosave-others");
    // What the server has, or what the page began with.
    let known = isFilledIn(form) ? "" : null;
    let waiting = null;
    let since = null;
    let busy = false;
    let leaving = false;

    const touch = () => (known ??= textOf(form));
    /* What is offered would be overwritten: it waits for an answer, and so does what is typed. */
    const offered = () => document.querySelector("#typed[data-offered]:not([hidden])") !== null;
    const changed = () => known !== null && textOf(form) !== known;

    function tell(text, { wrong = false, out = false } = {}) {
      if (said.textContent !== text) said.textContent = text;
      logIn.hidden = !out;
      box.classList.toggle("is-kept-back", wrong);
    }

    function post(text) {
      const body = new URLSearchParams(text ?? "ping=1");
      return withToken((current) => {
        body.set("csrfmiddlewaretoken", current);
        return fetch(box.dataset.url, { method: "POST", body, redirect: "manual" });
      });
    }

    async function send() {
      clearTimeout(waiting);
      since = waiting = null;
      if (busy || leaving) return;
      busy = true;
      const waits = changed() && offered();
      const text = changed() && !waits ? textOf(form) : null;
      try {
        const answer = await post(text);
        if (answer.type === "opaqueredirect" || answer.status === 401) {
          tell(box.dataset.out, { wrong: true, out: true });
        } else if (answer.status === 403) {
          tell(box.dataset.refused, { wrong: true });
        } else if (!answer.ok) {
          tell(box.dataset.failed, { wrong: true });
        } else {
          const data = await answer.json();
          if (text !== null) known = text;
          if (waits) tell(box.dataset.waits, { wrong: true });
          else if (data.said) tell(data.said);
          else if (box.classList.contains("is-kept-back")) tell("");
          const names = data.others.join(" ");
          if (others.textContent !== names) others.textContent = names;
        }
      } catch {
        if (!leaving && text !== null) tell(box.dataset.offline, { wrong: true });
      } finally {
        busy = false;
        if (changed() && !offered()) later();
      }
    }

    function later() {
      since ??= Date.now();
      clearTimeout(waiting);
      waiting = setTimeout(send, Math.min(PAUSE, Math.max(0, since + LONGEST - Date.now())));
    }

    /* The tab may be closed before the next turn. */
    function last() {
      if (document.visibilityState !== "hidden" || leaving || !changed() || offered()) return;
      const body = new URLSearchParams(textOf(form));
      body.set("csrfmiddlewaretoken", token());
      navigator.sendBeacon(box.dataset.url, body);
    }

    for (const event of ["focusin", "keydown", "pointerdown", "paste", "drop"]) {
      document.addEventListener(event, touch, true);
    }
    const typing = () => {
      if (changed()) later();
    };
    for (const event of ["input", "change"]) form.addEventListener(event, typing);
    django.jQuery(form).on("change", typing);
    form.addEventListener("formset:removed", typing);
    form.addEventListener("submit", () => (leaving = true));
    addEventListener("pageshow", () => (leaving = false));
    addEventListener("online", send);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") send();
      else last();
    });
    setInterval(send, PING);
    if (known === "") later();
    else send();
  }

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("article_form");
    const box = document.getElementById("autosave");
    if (form && box) watch(form, box);
  });
}
