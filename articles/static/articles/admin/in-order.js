/* Shows what is chosen as a list whose entries can be moved and removed: the order of a select's
   options is the order in which they are sent. */
"use strict";
{
  const $ = django.jQuery;
  const SIGNS = { earlier: "↑", later: "↓", remove: "✕" };

  function button(select, kind, option) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = SIGNS[kind];
    made.dataset.kind = kind;
    made.setAttribute("aria-label", select.dataset[kind].replace("%s", () => option.text));
    return made;
  }

  function entry(select, option) {
    const item = document.createElement("li");
    const name = document.createElement("span");
    name.textContent = option.text;
    item.append(name, ...Object.keys(SIGNS).map((kind) => button(select, kind, option)));
    return item;
  }

  function show(select, list) {
    const chosen = [...select.selectedOptions];
    list.replaceChildren(...chosen.map((option) => entry(select, option)));
    list.firstElementChild?.querySelector("[data-kind=earlier]").setAttribute("aria-disabled", "true");
    list.lastElementChild?.querySelector("[data-kind=later]").setAttribute("aria-disabled", "true");
  }

  function act(select, list, pressed) {
    const place = [...list.children].indexOf(pressed.closest("li"));
    const chosen = [...select.selectedOptions];
    const kind = pressed.dataset.kind;
    const to = { earlier: place - 1, later: place + 1, remove: place }[kind];
    if (to < 0 || to >= chosen.length) return;
    if (kind === "remove") chosen[place].remove();
    else if (kind === "earlier") chosen[to].before(chosen[place]);
    else chosen[to].after(chosen[place]);
    $(select).trigger("change");
    const next = list.children[Math.min(to, list.children.length - 1)];
    const again = next?.querySelector(`[data-kind=${kind}]`);
    (again ?? select.nextElementSibling?.querySelector("input"))?.focus();
  }

  function begin(select) {
    const list = document.createElement("ol");
    list.className = "in-order";
    (select.closest(".related-widget-wrapper, .flex-container") ?? select.parentElement).after(list);
    list.addEventListener("click", (event) => {
      const pressed = event.target.closest("button");
      if (pressed) act(select, list, pressed);
    });
    $(select).on("change", () => show(select, list));
    // What is added goes to the end, also if it was there before.
    $(select).on("select2:select", (event) => {
      const added = [...select.options].find((option) => option.value === String(event.params.data.id));
      if (added) select.append(added);
      show(select, list);
    });
    // What was taken away in the box of choices leaves nothing behind.
    $(select).on("select2:unselect", () => {
      for (const option of [...select.options]) if (!option.selected) option.remove();
      show(select, list);
    });
    show(select, list);
  }

  $(() => document.querySelectorAll("select[data-in-order]").forEach(begin));
}
