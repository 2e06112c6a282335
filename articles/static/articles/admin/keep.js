/* What the form of an article or a page sent is kept in this tab until a page says that it was saved. Should the
   login have run out, or the network, or somebody else have saved, the form offers it again when it
   is next opened. What was not even sent is asked about before the page is left. */
"use strict";
{
  const PREFIX = "newsroom.kept:";
  const SENT = "newsroom.sent"; // the key of what is on its way
  const NOT_KEPT = new Set(["csrfmiddlewaretoken", "told", "save_over"]);

  const fieldsOf = (form) =>
    [...form.elements].filter(
      (field) => field.name && !NOT_KEPT.has(field.name) && !/submit|button|file|radio/.test(field.type),
    );

  const valueOf = (field) =>
    field.type === "checkbox"
      ? field.checked
      : field instanceof HTMLSelectElement
        ? [...field.selectedOptions].map((option) => [option.value, option.text])
        : field.value.replace(/\r\n/g, "\n");

  const contentOf = (form) => Object.fromEntries(fieldsOf(form).map((f) => [f.name, valueOf(f)]));

  /* The version only says what the text was based on: put back with it, it tells of a conflict. */
  const saysTheSame = (one, other) =>
    JSON.stringify({ ...one, version: 0 }) === JSON.stringify({ ...other, version: 0 });

  function setValue(field, value) {
    if (field.type === "checkbox") {
      field.checked = value;
    } else if (field instanceof HTMLSelectElement) {
      for (const option of field.options) option.selected = false;
      for (const [key, text] of value) {
        const option = [...field.options].find((each) => each.value === key);
        if (option) option.selected = true;
        else field.add(new Option(text, key, true, true));
      }
    } else {
      field.value = value;
      field.parentElement.querySelector(".ProseMirror")?.editor?.commands.setContent(value);
    }
    django.jQuery(field).trigger("change");
  }

  /* Rows that the page does not show yet come with the link that adds one. */
  function addRows(form, content) {
    for (const [name, total] of Object.entries(content)) {
      if (!name.endsWith("-TOTAL_FORMS")) continue;
      const group = document.getElementById(`${name.replace("-TOTAL_FORMS", "")}-group`);
      for (let tries = 0; group && tries < 100; tries += 1) {
        if (Number(form.elements[name].value) >= Number(total)) break;
        group.querySelector(".add-row a")?.click();
      }
    }
  }

  function restore(form, content) {
    addRows(form, content);
    for (const field of fieldsOf(form)) {
      if (/-(TOTAL|INITIAL)_FORMS$/.test(field.name) || !(field.name in content)) continue;
      setValue(field, content[field.name]);
    }
  }

  function offer(form, key, kept) {
    const words = document.getElementById("kept-words").dataset;
    const box = document.createElement("div");
    box.className = "kept";
    box.setAttribute("role", "status");
    const text = document.createElement("p");
    const when = new Date(kept.at).toLocaleString(document.documentElement.lang);
    text.textContent = words.text.replace("%s", when);
    const buttons = document.createElement("p");
    const add = (label, act) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button";
      button.textContent = label;
      button.addEventListener("click", () => {
        act();
        box.remove();
      });
      buttons.append(button);
    };
    add(words.restore, () => restore(form, kept.content));
    add(words.discard, () => {
      sessionStorage.removeItem(key);
      const typed = document.getElementById("typed");
      if (typed) typed.hidden = false;
    });
    box.append(text, buttons);
    form.prepend(box);
    // What was sent is newer than what was typed on the way to it.
    const typed = document.getElementById("typed");
    if (typed) typed.hidden = true;
  }

  function keep(form, key) {
    try {
      sessionStorage.setItem(key, JSON.stringify({ at: Date.now(), content: contentOf(form) }));
      sessionStorage.setItem(SENT, key);
    } catch {
      /* No room in this tab: the text is on its way all the same. */
    }
  }

  /* What the page itself does to the form before anybody touches it is no change. */
  function askBeforeLeaving(form) {
    let known = null;
    const touch = () => (known ??= contentOf(form));
    for (const event of ["keydown", "pointerdown"]) addEventListener(event, touch, true);
    form.addEventListener("submit", () => (known = contentOf(form)));
    addEventListener("beforeunload", (event) => {
      if (known && !saysTheSame(known, contentOf(form))) event.preventDefault();
    });
  }

  const formOf = () => document.querySelector("#article_form, #housepage_form");
  const keyHere = PREFIX + location.pathname;

  /* Somebody quick sends the form before the page and all that it shows have loaded. */
  document.addEventListener("DOMContentLoaded", () => {
    if (document.querySelector(".messagelist .success")) {
      sessionStorage.removeItem(sessionStorage.getItem(SENT));
    }
    sessionStorage.removeItem(SENT);
    const form = formOf();
    form?.addEventListener("submit", () => keep(form, keyHere));
  });

  window.addEventListener("load", () => {
    const form = formOf();
    if (!form) return;
    const sentBack = document.querySelector(".errornote");
    const kept = JSON.parse(sessionStorage.getItem(keyHere) || "null");
    if (kept && !sentBack && !saysTheSame(kept.content, contentOf(form))) offer(form, keyHere, kept);
    askBeforeLeaving(form);
  });
}
