/* Looks at the article while it is written, with the checks that publishing makes. */
"use strict";
{
  const PAUSE = 900; // milliseconds without typing

  const places = {
    body: ".field-body .ProseMirror",
    topics: ".field-topics .select2-search__field",
    byline: "#contributions-group .select2-selection, #contributions-group .add-row a",
    related: ".field-related .select2-search__field",
    section: "#id_section",
    source: ".source-text > summary",
  };

  function focus(name) {
    const field =
      document.querySelector(places[name] ?? `#id_${name}`) ?? document.getElementById(`id_${name}`);
    for (let part = field; part; part = part.parentElement) {
      if (part instanceof HTMLDetailsElement) part.open = true;
    }
    field?.focus();
    field?.scrollIntoView({ block: "center" });
  }

  function count(list) {
    const shown = document.querySelector(".checks-count");
    if (!shown) return;
    const blocks = list.querySelectorAll(".is-blocks li").length;
    const warns = list.querySelectorAll(".is-warns li").length;
    shown.hidden = !(blocks || warns);
    shown.classList.toggle("is-blocks", blocks > 0);
    const words = blocks ? shown.dataset.blocks : shown.dataset.warns;
    shown.textContent = words.replace("%s", blocks || warns);
  }

  function watch(form, list) {
    let waiting = null;
    let asked = null;

    async function look() {
      asked?.abort();
      asked = new AbortController();
      const typed = new FormData(form);
      for (const [name, value] of [...typed]) if (value instanceof File) typed.delete(name);
      try {
        const options = { method: "POST", body: new URLSearchParams(typed), signal: asked.signal };
        const answer = await fetch(list.dataset.url, { ...options, redirect: "manual" });
        if (!answer.ok) return;
        show(await answer.text());
      } catch {
        /* Without an answer the list stays as it was: publishing looks again. */
      }
    }

    function show(html) {
      const held = list.contains(document.activeElement) && document.activeElement.dataset.field;
      if (list.innerHTML.trim() === html.trim()) return;
      list.innerHTML = html;
      if (held) (list.querySelector(`[data-field="${held}"]`) ?? list).focus();
      count(list);
    }

    function later() {
      clearTimeout(waiting);
      waiting = setTimeout(look, PAUSE);
    }

    for (const event of ["input", "change"]) form.addEventListener(event, later);
    django.jQuery(form).on("change", later);
    form.addEventListener("formset:removed", later);
    new MutationObserver(later).observe(form, { subtree: true, attributeFilter: ["data-photo"] });
    list.addEventListener("click", (event) => {
      const name = event.target.closest("a")?.dataset.field;
      if (!name) return;
      event.preventDefault();
      focus(name);
    });
    list.tabIndex = -1;
    count(list);
    if ("now" in list.dataset) look();
  }

  window.addEventListener("load", () => {
    const form = document.getElementById("article_form");
    const list = document.getElementById("checks");
    if (form && list) watch(form, list);
  });
}
